import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from '../test-kit/world.ts';
import type { RunCommand } from './run-command.ts';
import { systemDriver } from './system-driver.ts';

const chrony = (leap: string, correction = '0.000120000') =>
  `0A000001,10.0.0.1,3,1795593600.123456789,${correction},0.000001,0.00002,-12.345,0.001,0.05,0.004000,0.001500,64.2,${leap}\n`;
/** `w32tm /query /status` of an English and of a Chinese Windows, the second in bytes that are no UTF-8. */
const english = [
  'Leap Indicator: 0(no warning)',
  'Stratum: 4 (secondary reference - syncd by (S)NTP)',
  'Precision: -23 (119.209ns per tick)',
  'Root Delay: 0.0312500s',
  'Root Dispersion: 0.0776000s',
  'ReferenceId: 0x0A000001 (source IP:  10.0.0.1)',
].join('\r\n');
const chinese = english.replace(/^[^:\r\n]+:/gm, '\xb8\xfa:');

type Output = { file: string; text: string };
const ask = async (platform: NodeJS.Platform, ...outputs: Output[]) => {
  const { clock } = createWorld({ systemOffset: 7 });
  const run: RunCommand = async (file) => {
    const found = outputs.find((output) => output.file === file);
    if (!found) throw new Error('ENOENT');
    return found.text;
  };
  const driver = systemDriver({ clock, run, platform });
  const sample = await driver.ask();
  return { name: driver.name, error: sample.error, stratum: sample.stratum, leap: sample.leap };
};

test('what the operating system says of its clock', async () => {
  const [chronyc, timedatectl] = [
    { file: 'chronyc', text: chrony('Normal') },
    { file: 'timedatectl', text: 'NTPSynchronized=yes\n' },
  ];
  const near = (value: number, expected: number) => assert.ok(Math.abs(value - expected) < 1e-6, `${value}`);
  const best = await ask('linux', timedatectl, chronyc);
  near(best.error, 0.12 + 2 + 1.5 + 1);
  assert.deepEqual([best.name, best.stratum, best.leap], ['system clock (chrony)', 3, 0]);
  assert.equal((await ask('linux', { file: 'chronyc', text: chrony('Insert second') })).leap, 1);
  near((await ask('linux', { file: 'chronyc', text: chrony('Normal', '-0.5') })).error, 504.5);
  const flag = await ask('linux', timedatectl);
  assert.deepEqual([flag.name, flag.error], ['system clock (kernel)', 501]);
  for (const text of [english, chinese]) {
    const windows = await ask('win32', { file: 'w32tm', text });
    near(windows.error, 15.625 + 77.6 + 1);
    assert.equal(windows.stratum, 4);
  }
});

const refusals: [NodeJS.Platform, Output | undefined, status: string, why: RegExp][] = [
  ['linux', { file: 'chronyc', text: chrony('Not synchronised') }, 'unsynchronised', /not synchronised/],
  ['linux', { file: 'chronyc', text: 'nonsense' }, 'unsynchronised', /cannot be read/],
  ['linux', { file: 'chronyc', text: chrony('Normal', 'x') }, 'unsynchronised', /cannot be read/],
  ['linux', { file: 'timedatectl', text: 'NTPSynchronized=no\n' }, 'unsynchronised', /not synchronised/],
  ['linux', { file: 'timedatectl', text: '' }, 'unsynchronised', /cannot be read/],
  ['win32', { file: 'w32tm', text: english.replace('0(no', '3(not') }, 'unsynchronised', /not synchronised/],
  [
    'win32',
    { file: 'w32tm', text: 'The service has not been started. (0x80070426)' },
    'unsynchronised',
    /cannot be read/,
  ],
  ['linux', undefined, 'silent', /nothing says whether the system clock is kept/],
  ['darwin', undefined, 'silent', /nothing says/],
];
test('a clock that nobody vouches for is not trusted', async () => {
  for (const [platform, output, status, message] of refusals)
    await assert.rejects(ask(platform, ...(output ? [output] : [])), { name: 'SourceError', status, message });
});
