import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DriverError } from '../../driver-error.ts';
import { sampleSignature } from '../sample-signature.ts';
import type { InkRecord } from './ink-record.ts';
import { fromInkml } from './inkml-reader.ts';
import { readTrace } from './inkml-trace.ts';
import { toInkml } from './inkml-writer.ts';
import { decodeSdi, encodeSdi, type SdiRecord, sdiChannels } from './sdi-codec.ts';
import { decodeScale, encodeScale } from './sdi-scale.ts';
import { fromSignatureRecord, toSignatureRecord } from './signature-record.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
const surface = {
  vendor: 'Huion "汇讯" & <Co>',
  model: 'P10\t1',
  serial: 'A-1',
  maxX: 43_392,
  maxY: 27_120,
  maxPressure: 8191,
  widthMm: 216.96,
  heightMm: 135.6,
};

/** A sample signature as the pad reported it. */
const written = (name: string): InkRecord => {
  let tMicros = 1234;
  const samples = sampleSignature(name).map(({ x, y, pressure, tip, inRange, dtMicros }) => {
    tMicros += dtMicros;
    return {
      x: Math.round(x * surface.maxX),
      y: Math.round(y * surface.maxY),
      pressure: Math.round(pressure * surface.maxPressure),
      tip,
      inRange,
      tMicros,
    };
  });
  return { surface, samples };
};

test('scaling values: the two worked examples, and every word comes back', () => {
  assert.equal(encodeScale(100), 0xb480);
  assert.equal(encodeScale(1000), 0xcfa0);
  for (let word = 0; word < 0x10000; word++) assert.equal(encodeScale(decodeScale(word)), word);
  for (const scale of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 65_536, 1e-9])
    assert.throws(() => encodeScale(scale), { code: 'PROTOCOL' });
});

test('golden record: X, Y, T, F, S with two points, byte by byte', () => {
  const record = toSignatureRecord({
    surface: { ...surface, maxX: 10_800, maxY: 6_480, maxPressure: 1023, widthMm: 108, heightMm: 64.8 },
    samples: [
      { x: 5400, y: 3240, pressure: 0, tip: false, inRange: true, tMicros: 5_000_000 },
      { x: 5401, y: 3241, pressure: 512, tip: true, inRange: true, tMicros: 5_005_000 },
    ],
  });
  assert.equal(
    hex(record),
    [
      '53444900 20313000 c160', // SDI, 10, X Y T F S
      '80b480 80b480 80cfa0 2003ff 00', // scales 100/mm, 100/mm, 1000/s; F with its maximum; S with nothing
      '00 00 000002', // reserved, no extended data, two points
      '0000 0000 0000 0000 00',
      '0001 ffff 0005 0200 01', // one to the right, one down, 5 ms later
    ]
      .join('')
      .replaceAll(' ', ''),
  );
});

test('a signature read back from a record: places, pressure and tip exactly, time to the half millisecond', () => {
  const { samples } = written('王芳');
  const read = fromSignatureRecord(toSignatureRecord({ surface, samples }), surface);
  assert.equal(read.length, samples.length);
  const start = samples[0]?.tMicros ?? 0;
  for (const [i, { x, y, pressure, tip, tMicros }] of read.entries()) {
    const sample = samples[i] ?? assert.fail();
    assert.deepEqual([x, y, pressure, tip], [sample.x, sample.y, sample.pressure, sample.tip]);
    assert.ok(Math.abs(tMicros - (sample.tMicros - start)) <= 500);
  }
});

test('writing of an hour keeps its length in coarser ticks; of a day it is refused', () => {
  const at = (tMicros: number) => ({ x: 1, y: 1, pressure: 1, tip: true, inRange: true, tMicros });
  const hour = fromSignatureRecord(toSignatureRecord({ surface, samples: [at(0), at(3.6e9)] }), surface);
  assert.equal(hour[1]?.tMicros, 3.6e9);
  assert.throws(() => toSignatureRecord({ surface, samples: [at(0), at(8.64e10)] }), { code: 'PROTOCOL' });
});

test('a constant channel is read with its values in the points or without', () => {
  // X, Y, DT; DT has a scale of 100 and is constant.
  const head = '53444900 20313000 c080 00 00 84b480 00 00 000002';
  const without = decodeSdi(bytes(`${head} 0001 0002 0003 0004`));
  assert.deepEqual(without.points, [
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual(
    [without.channels[2]?.scale, without.channels[2]?.constant, without.channels[2]?.sampled],
    [100, true, false],
  );
  const within = decodeSdi(bytes(`${head} 0001 0002 0001 0003 0004 0001`));
  assert.deepEqual(within.points, [
    [1, 2, 1],
    [3, 4, 1],
  ]);
  assert.throws(() => decodeSdi(bytes(`${head} 0001 0002 0001 0003 0004`)), { code: 'PROTOCOL' });
});

const record: fc.Arbitrary<SdiRecord> = fc
  .record({
    optional: fc.subarray(sdiChannels.slice(2).map(([name]) => name)),
    count: fc.nat(5),
    extended: fc.uint8Array({ maxLength: 5 }),
    numbers: fc.infiniteStream(fc.nat(0x7f)),
    flags: fc.infiniteStream(fc.boolean()),
  })
  .map(({ optional, count, extended, numbers, flags }) => {
    const yes = () => flags.next().value ?? false;
    const small = () => numbers.next().value ?? 0;
    const names = sdiChannels.map(([name]) => name).filter((name) => 'XY'.includes(name) || optional.includes(name));
    const channels = names.map((name) => ({
      name,
      ...(yes() ? { scale: decodeScale(0x8000 + small()) } : {}),
      ...(yes() ? { min: small() } : {}),
      ...(yes() ? { max: small() } : {}),
      ...(yes() ? { mean: small() } : {}),
      ...(yes() ? { deviation: small() } : {}),
      constant: false,
      linearRemoved: yes(),
      sampled: true,
    }));
    return { channels, points: Array.from({ length: count }, () => channels.map(small)), extended };
  });

test('any record of any channels comes back as it was', () => {
  fc.assert(fc.property(record, (each) => assert.deepEqual(decodeSdi(encodeSdi(each)), each)));
});

test('a record that is damaged anywhere is read or refused by name', () => {
  fc.assert(
    fc.property(record, fc.nat(60), fc.nat(255), fc.nat(60), (each, at, byte, cut) => {
      const whole = encodeSdi(each);
      const bent = whole.with(at % whole.length, byte);
      for (const input of [bent, whole.subarray(0, cut), Uint8Array.of(...whole, 0)])
        try {
          decodeSdi(input);
        } catch (error) {
          assert.ok(error instanceof DriverError, `${error}`);
        }
    }),
    { numRuns: 3000 },
  );
  const good = toSignatureRecord(written('李明'));
  for (const bad of [good.subarray(0, -1), Uint8Array.of(...good, 0), good.with(3, 1), good.with(23, 1)])
    assert.throws(() => decodeSdi(bad), { code: 'PROTOCOL' });
});

test('values that the format cannot hold are refused, not bent', () => {
  const point = { x: 1, y: 1, pressure: 1, tip: true, inRange: true, tMicros: 0 };
  for (const change of [{ x: 70_000 }, { y: -40_000 }, { pressure: 65_536 }, { x: 0.5 }])
    assert.throws(() => toSignatureRecord({ surface, samples: [{ ...point, ...change }] }), { code: 'PROTOCOL' });
});

test('InkML: everything comes back, to the microsecond', () => {
  for (const name of ['张伟', '欧阳娜娜', 'O’Neill']) {
    const ink = written(name);
    assert.deepEqual(fromInkml(toInkml(ink)), ink);
  }
  assert.deepEqual(fromInkml(toInkml({ surface, samples: [] })), { surface, samples: [] });
  assert.throws(() => toInkml({ surface: { ...surface, serial: 'a\u0001' }, samples: [] }), { code: 'PROTOCOL' });
});

test("InkML's ways to write values: differences, second differences, repetition", () => {
  // The Recommendation's own example of X and Y (§3.2.1), written out by hand.
  assert.deepEqual(readTrace(`1125 18432,'23'43,"7"-8,3-5,7-3,6 2,6 8,3 6,2 4`, 2), [
    [1125, 18432],
    [1148, 18475],
    [1178, 18510],
    [1211, 18540],
    [1251, 18567],
    [1297, 18596],
    [1349, 18633],
    [1404, 18676],
    [1461, 18723],
  ]);
  assert.deepEqual(readTrace("5 T, * *, '2 F, * F, !1 T", 2), [
    [5, 1],
    [5, 1],
    [7, 0],
    [9, 0],
    [1, 1],
  ]);
  for (const text of ['', '1', '1 2,', '1 2 3', "'1 2", '* 1', '1 ?', '1 2;3 4', "1 T, 1 'T"])
    assert.throws(() => readTrace(text, 2), { name: 'DriverError', code: 'PROTOCOL' }, text);
});

test('InkML that is something else, or hides something, is refused', () => {
  const good = toInkml(written('李'));
  for (const bad of [
    '',
    good.slice(0, -8),
    good.replace('2003/InkML', '2003/Ink'),
    good.replace('<ink ', '<!DOCTYPE ink [<!ENTITY a "b">]><ink '),
    good.replace('<ink ', '<?php?><ink '),
    good.replace('type="penDown"', 'type="penSideways"'),
    good.replace('<definitions>', '<mapping/><definitions>'),
    good.replace('<trace ', 'text<trace '),
    good.replace(' max="43392"', ''),
    good.replace('units="mm"', 'units="in"'),
    good.replace('name="F"', 'name="X"'),
  ])
    assert.throws(() => fromInkml(bad), { name: 'DriverError', code: 'PROTOCOL' });
});

test('InkML that is damaged anywhere is read or refused by name', () => {
  const good = toInkml({ surface, samples: written('王').samples.slice(0, 5) });
  fc.assert(
    fc.property(fc.nat(good.length), fc.nat(8), fc.string({ maxLength: 3, unit: 'binary' }), (at, length, put) => {
      try {
        fromInkml(good.slice(0, at) + put + good.slice(at + length));
      } catch (error) {
        assert.ok(error instanceof DriverError, `${error}`);
      }
    }),
    { numRuns: 3000 },
  );
});
