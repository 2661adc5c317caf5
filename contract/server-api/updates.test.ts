import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions, parsePackageName } from './updates.ts';

test('the names that our packages have, and no other', () => {
  assert.deepEqual(parsePackageName('bedsign-station_0.10.2_arm64.deb'), {
    product: 'bedsign-station',
    version: '0.10.2',
    machine: 'arm64',
    format: 'deb',
  });
  assert.equal(parsePackageName('bedsign_1.0.0_x64.msi')?.format, 'msi');
  const others = [
    ...['', 'bedsign', 'bedsign_1.0_amd64.deb', 'bedsign_1.0.0.0_amd64.deb', 'bedsign_01.0.0_amd64.deb'],
    ...['bedsign_1.0.0_x64.deb', 'bedsign_1.0.0_amd64.msi', 'bedsign_1.0.0_amd64.deb.exe', 'other_1.0.0_amd64.deb'],
    ...['../bedsign_1.0.0_amd64.deb', 'bedsign_1.0.0_amd64.deb\n', 'bedsign_999999.0.0_amd64.deb'],
  ];
  for (const name of others) assert.equal(parsePackageName(name), undefined, name);
});

test('versions are compared by number, not by letters', () => {
  const ascending = ['0.1.0', '0.2.0', '0.10.0', '0.10.1', '1.0.0', '10.0.0'];
  assert.deepEqual([...ascending].reverse().sort(compareVersions), ascending);
  assert.equal(compareVersions('1.2.3', '1.2.3'), 0);
});
