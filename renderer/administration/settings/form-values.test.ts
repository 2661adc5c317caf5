import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultTsaSettings, type TsaSettings } from '@bedsign/contract';
import { fieldOf, fromValues, toValues } from './form-values.ts';

const defaults = defaultTsaSettings('production');
const settings: TsaSettings = {
  ...defaults,
  access: { allow: ['10.0.0.0/8', '2001:db8::/32'], deny: ['10.0.0.66'] },
  time: {
    ...defaults.time,
    sources: [
      { kind: 'ntp', host: 'ntp.example', port: 1123 },
      { kind: 'ntp', host: 'other.example' },
      { kind: 'nmea', path: '/dev/ttyS0', baudRate: 4800, latency: { ms: 300, spreadMs: 20 }, pulse: '/sys/pps' },
      { kind: 'system' },
    ],
    sntpServer: { host: '::', port: 123 },
  },
};

test('what the form shows comes back unchanged, what it does not show too', () => {
  for (const each of [settings, defaults, defaultTsaSettings('demo')])
    assert.deepEqual(fromValues(toValues(each)), each);
});

test('lists are read line by line', () => {
  const values = toValues(defaults);
  const { access } = fromValues({ ...values, access: { allow: ' 10.0.0.1 \r\n\n\t10.0.0.2\n', deny: '' } });
  assert.deepEqual(access, { allow: ['10.0.0.1', '10.0.0.2'], deny: [] });
});

test('a source that changes its kind leaves nothing of the old one behind', () => {
  const values = toValues(settings);
  const sources = values.time.sources.map((source) => ({ ...source, kind: 'system' as const }));
  const { time } = fromValues({ ...values, time: { ...values.time, sources } });
  assert.deepEqual(
    time.sources,
    Array.from({ length: 4 }, () => ({ kind: 'system' })),
  );
});

const complaints: [detail: string | undefined, field: unknown][] = [
  ['deny: 10.0.0.1/40', ['access', 'deny']],
  ['allow: x', ['access', 'allow']],
  ['listen.tcp.port: 318', ['listen', 'tcp', 'port']],
  ['time.limits.minimumAgreeing: 2 of 1', ['time', 'limits', 'minimumAgreeing']],
  ['/settings/time/sources/0/host must NOT have fewer than 1 characters', ['time', 'sources', 0, 'host']],
  ['version 3', undefined],
  [undefined, undefined],
];
test("the server's complaint finds its field", () => {
  for (const [detail, field] of complaints) assert.deepEqual(fieldOf(detail), field, detail);
});
