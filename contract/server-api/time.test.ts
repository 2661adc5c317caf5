import { test } from 'node:test';
import { check } from '../check.ts';
import { withChange } from '../test-kit/changes.ts';
import { refused } from '../test-kit/refused.ts';
import { TimeSettings } from './time.ts';

const settings: TimeSettings = {
  sources: [
    { kind: 'ntp', host: 'ntp.ntsc.ac.cn' },
    { kind: 'ntp', host: '::1', port: 1123 },
    { kind: 'nmea', path: 'COM3', baudRate: 9600, latency: { ms: 120, spreadMs: 80 } },
    { kind: 'nmea', path: '/dev/ttyS0', baudRate: 4800, pulse: '/sys/class/pps/pps0/assert' },
    { kind: 'system' },
    { kind: 'demo-clock' },
  ],
  limits: { maximumOffsetMs: 500, maximumAccuracyMs: 1000, staleAfterMs: 900_000, minimumAgreeing: 2 },
  sntpServer: { host: '127.0.0.1', port: 123 },
};

const misfits: [path: string, values: unknown[]][] = [
  ['sources', [[], undefined, Array.from({ length: 17 }, () => ({ kind: 'system' }))]],
  ['sources/0', [{ kind: 'gps' }, { kind: 'ntp' }, { kind: 'ntp', host: '' }, { kind: 'system', host: 'x' }]],
  ['sources/1/port', [0, 65_536, 1.5, '123']],
  ['sources/2/baudRate', [0, 300, undefined]],
  ['sources/2/latency', [{ ms: 1000, spreadMs: 1 }, { ms: 0, spreadMs: 0 }, { ms: 0 }]],
  ['limits/maximumOffsetMs', [0, -1, 0.5, Number.POSITIVE_INFINITY, undefined]],
  ['limits/minimumAgreeing', [0, 17]],
  ['limits/guess', [true]],
  ['sntpServer', [undefined, { host: '0.0.0.0' }, { host: 'x', port: 0 }]],
];

test('time settings', () => {
  check(TimeSettings, settings);
  check(TimeSettings, { ...settings, sntpServer: null });
  for (const [path, values] of misfits)
    for (const value of values)
      refused(() => check(TimeSettings, withChange(settings, path, value)), 'INVALID_REQUEST', path);
});
