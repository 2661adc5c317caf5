import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { DriverError } from '../../driver-error.ts';
import { drawFingerprint } from '../ef01/fingerprint-image.ts';
import { fingerPosition, livePlain } from './finger-position.ts';
import { decodeFingerImages, encodeFingerImages } from './fir-codec.ts';
import { decodeMinutiae, encodeMinutiae, minutiaTypes } from './fmr-codec.ts';

const golden = new Uint8Array(readFileSync(new URL('testdata/fmr.iso2005', import.meta.url)));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test("NIST's minutiae record: finger 1 as published; finger 2's extension, one byte too long, is taken and said", () => {
  const record = decodeMinutiae(golden);
  const { deviceId, width, height, xResolution, yResolution, certified, truncated } = record;
  assert.deepEqual([deviceId, width, height, xResolution, yResolution, certified], [0xb5, 512, 512, 197, 197, false]);
  const [first, second] = record.views;
  assert.deepEqual(
    [first?.position, first?.quality, first?.minutiae.length, first?.extended.length],
    [fingerPosition.leftIndex, 90, 27, 0],
  );
  assert.deepEqual([second?.position, second?.quality, second?.minutiae.length], [fingerPosition.rightIndex, 70, 22]);
  assert.equal(truncated, true);
  assert.equal(record.views.length, 2);
});

test('finger 1 written again is byte for byte what NIST wrote', () => {
  const { views, truncated: _, ...head } = decodeMinutiae(golden);
  const first = views[0] ?? assert.fail();
  const written = encodeMinutiae({ ...head, views: [first] });
  // The header apart (length and number of views), finger 1 stands in the file as it does here.
  assert.equal(hex(written.subarray(24)), hex(golden.subarray(24, 24 + 4 + 27 * 6 + 2)));
  assert.equal(hex(written.subarray(12, 22)), hex(golden.subarray(12, 22)));
  const again = decodeMinutiae(written);
  assert.deepEqual([again.views, again.truncated], [[first], false]);
});

test('golden finger image record, byte by byte', () => {
  const view = { position: 2, quality: 80, impression: livePlain, width: 2, height: 1, grey: Uint8Array.of(0, 255) };
  const record = encodeFingerImages({ deviceId: 0, dpi: 500, views: [view] });
  assert.equal(
    hex(record),
    [
      '46495200 30313000 000000000030 0000 001e', // FIR, 010, 48 bytes, no device, level 30
      '01 01 01f4 01f4 01f4 01f4 08 00 0000', // one finger, per inch, 500, 8 bits, raw
      '00000010 02 01 01 50 00 0002 0001 00 00ff',
    ]
      .join('')
      .replaceAll(' ', ''),
  );
});

test('a fingerprint in a record comes back as it was', () => {
  const grey = drawFingerprint('record');
  const views = [{ position: 1, quality: 77, impression: livePlain, width: 256, height: 288, grey }];
  assert.deepEqual(decodeFingerImages(encodeFingerImages({ deviceId: 7, dpi: 500, views })), {
    deviceId: 7,
    dpi: 500,
    views,
  });
});

const plain = { noNullPrototype: true };
const minutia = fc.record(
  {
    type: fc.constantFrom(...minutiaTypes),
    x: fc.nat(299),
    y: fc.nat(299),
    angle: fc.nat(255),
    quality: fc.nat(100),
  },
  plain,
);
const minutiaeRecord = fc.record(
  {
    certified: fc.boolean(),
    deviceId: fc.nat(0xfff),
    width: fc.constant(300),
    height: fc.constant(300),
    xResolution: fc.nat(400),
    yResolution: fc.nat(400),
    views: fc.array(
      fc.record(
        {
          position: fc.nat(10),
          view: fc.nat(15),
          impression: fc.nat(15),
          quality: fc.nat(100),
          minutiae: fc.array(minutia, { maxLength: 20 }),
          extended: fc.constant(new Uint8Array()),
        },
        plain,
      ),
      { minLength: 1, maxLength: 4 },
    ),
  },
  plain,
);

test('any minutiae come back as they were', () => {
  fc.assert(
    fc.property(minutiaeRecord, (record) =>
      assert.deepEqual(decodeMinutiae(encodeMinutiae(record)), { ...record, truncated: false }),
    ),
  );
});

test('records that are damaged anywhere are read or refused by name', () => {
  const grey = new Uint8Array(12).fill(9);
  const image = encodeFingerImages({
    deviceId: 1,
    dpi: 500,
    views: [
      { position: 1, quality: 5, impression: 0, width: 4, height: 3, grey },
      { position: 2, quality: 6, impression: 0, width: 3, height: 4, grey },
    ],
  });
  for (const [sample, decode] of [
    [image, decodeFingerImages],
    [golden, decodeMinutiae],
  ] as const) {
    fc.assert(
      fc.property(fc.nat(sample.length - 1), fc.nat(255), fc.nat(sample.length), (at, byte, cut) => {
        const bent = sample.with(at, byte);
        for (const input of [bent, bent.subarray(0, cut), Uint8Array.of(...bent, 0)])
          try {
            decode(input);
          } catch (error) {
            assert.ok(error instanceof DriverError, `${error}`);
          }
      }),
      { numRuns: 2000 },
    );
    for (const bad of [new Uint8Array(), sample.subarray(0, -1), Uint8Array.of(...sample, 0), sample.with(0, 0)])
      assert.throws(() => decode(bad), { code: 'PROTOCOL' });
  }
});
