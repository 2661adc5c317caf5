import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScanReader } from './scan.ts';

const type = (keys: string[], gapMs: number) => {
  const read = createScanReader();
  return keys.map((key, index) => read({ key, at: index * gapMs })).at(-1);
};
const number = [...'2026110294'];

test('fast keys that end with Enter are a scan', () => assert.equal(type([...number, 'Enter'], 8), '2026110294'));
test('a typist is none', () => assert.equal(type([...number, 'Enter'], 120), null));
test('without Enter there is no scan yet', () => assert.equal(type(number, 8), null));
test('a few fast letters are none', () => assert.equal(type([...'12', 'Enter'], 8), null));
test('Shift and the like are not part of the text', () =>
  assert.equal(type(['Shift', 'Z', 'Y', '0', '0', '1', 'Enter'], 8), 'ZY001'));
test('what was typed before the scan does not belong to it', () => {
  const read = createScanReader();
  read({ key: 'x', at: 0 });
  number.forEach((key, index) => {
    read({ key, at: 500 + index * 8 });
  });
  assert.equal(read({ key: 'Enter', at: 590 }), '2026110294');
  assert.equal(read({ key: 'Enter', at: 595 }), null);
});
