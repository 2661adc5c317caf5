import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimeSource } from '@bedsign/contract';
import { parseTimeSources } from './time-sources.ts';

const rows: [text: string, sources: TimeSource[], minimumAgreeing: number][] = [
  ['system', [{ kind: 'system' }], 1],
  ['ntp:ntp.ntsc.ac.cn', [{ kind: 'ntp', host: 'ntp.ntsc.ac.cn' }], 1],
  [
    'ntp:10.0.0.1:1123, 10.0.0.2,ntp:[fe80::1]:123,[::1]',
    [
      { kind: 'ntp', host: '10.0.0.1', port: 1123 },
      { kind: 'ntp', host: '10.0.0.2' },
      { kind: 'ntp', host: 'fe80::1', port: 123 },
      { kind: 'ntp', host: '::1' },
    ],
    3,
  ],
  ['nmea:/dev/ttyUSB0', [{ kind: 'nmea', path: '/dev/ttyUSB0', baudRate: 9600 }], 1],
  [
    'nmea:COM3@4800,ntp:a,system',
    [{ kind: 'nmea', path: 'COM3', baudRate: 4800 }, { kind: 'ntp', host: 'a' }, { kind: 'system' }],
    2,
  ],
];
test('time sources of the command line; more than half of them must agree', () => {
  for (const [text, sources, minimumAgreeing] of rows) {
    const settings = parseTimeSources(text);
    assert.deepEqual(settings.sources, sources, text);
    assert.equal(settings.limits.minimumAgreeing, minimumAgreeing, text);
  }
});

test('what is no time source is named', () => {
  const wrong = [
    '',
    'gps:1',
    '10.0.0.1',
    'ntp:',
    'ntp:a,',
    'ntp:a:0',
    'ntp:a:99999',
    'ntp:::1',
    'nmea:',
    'nmea:/dev/x@3',
  ];
  for (const text of [...wrong, 'demo-clock', 'system:x'])
    assert.throws(() => parseTimeSources(text), { code: 'CONFIG_INVALID' }, text);
});
