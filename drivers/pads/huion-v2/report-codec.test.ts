import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DriverError } from '../../driver-error.ts';
import { decodeHuionReport, encodeHuionReport } from './report-codec.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hover = {
  kind: 'pen',
  x: 1440,
  y: 2568,
  pressure: 0,
  tip: false,
  barrel: false,
  barrel2: false,
  tiltX: 0,
  tiltY: 0,
} as const;

test('reports recorded from real pads', () => {
  assert.deepEqual(decodeHuionReport(bytes('08 80 a0 05 08 0a 00 00 00 00 00 00')), hover);
  assert.deepEqual(decodeHuionReport(bytes('08 81 e0 03 8b 0d ff 1f 00 00 00 00')), {
    ...hover,
    x: 992,
    y: 3467,
    pressure: 8191,
    tip: true,
  });
  assert.deepEqual(decodeHuionReport(bytes('08 00 00 00 00 00 00 00 00 00 00 00')), { kind: 'leave' });
});

test('24-bit coordinates, barrel buttons, and tilt whose Y is flipped', () => {
  assert.deepEqual(decodeHuionReport(bytes('08 87 34 12 78 56 01 00 02 03 e2 1e')), {
    kind: 'pen',
    x: 0x021234,
    y: 0x035678,
    pressure: 1,
    tip: true,
    barrel: true,
    barrel2: true,
    tiltX: -30,
    tiltY: -30,
  });
});

test('buttons, strips and dials are not pen reports', () => {
  for (const status of ['e0', 'e3', 'f0', 'f1'])
    assert.deepEqual(decodeHuionReport(bytes(`08 ${status} 01 01 01 00 00 00 00 00 00 00`)), { kind: 'other' });
});

test('short reports, other IDs, unknown status and reports rewritten by hid-uclogic are refused', () => {
  for (const hex of [
    '',
    '08',
    '08 81 e0 03',
    '07 81 e0 03 8b 0d ff 1f 00 00 00 00',
    '08 88 e0 03 8b 0d ff 1f 00 00 00 00',
    '08 c1 e0 03 00 8b 0d 00 ff 1f 00 00',
  ])
    assert.throws(() => decodeHuionReport(bytes(hex)), { name: 'DriverError', code: 'PROTOCOL' });
});

test('what the pad writes is what the driver reads', () => {
  const pen = fc.record({
    kind: fc.constant('pen' as const),
    x: fc.integer({ min: 0, max: 0xffffff }),
    y: fc.integer({ min: 0, max: 0xffffff }),
    pressure: fc.integer({ min: 0, max: 0xffff }),
    tip: fc.boolean(),
    barrel: fc.boolean(),
    barrel2: fc.boolean(),
    tiltX: fc.integer({ min: -60, max: 60 }),
    tiltY: fc.integer({ min: -60, max: 60 }),
  });
  fc.assert(
    fc.property(pen, (report) => assert.deepEqual(decodeHuionReport(encodeHuionReport(report)), { ...report })),
  );
});

test('any bytes: a report or a DriverError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (report) => {
      try {
        decodeHuionReport(report);
      } catch (error) {
        assert.ok(error instanceof DriverError);
      }
    }),
    { numRuns: 5000 },
  );
});
