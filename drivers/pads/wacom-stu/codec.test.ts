import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { DriverError } from '../../driver-error.ts';
import { stuReportDescriptor } from './descriptor.ts';
import { decodeEncryptionCommand, decodeEncryptionStatus } from './encryption-codec.ts';
import {
  decodeCapability,
  decodeHandwritingArea,
  decodeImageArea,
  decodeImageBlock,
  decodeInformation,
  decodeStatus,
  encodeHandwritingArea,
  encodeImageArea,
  encodeImageBlock,
  encodeStatus,
} from './feature-codec.ts';
import { decodeImage, encodeImage, encodingOf, imageLength, zlibCompress, zlibExpand } from './image-codec.ts';
import { decodePlainBlock, decodeStuInput, encodePlainBlock, encodeStuPen } from './pen-codec.ts';
import { reportLength, reportsOf, stuReports } from './reports.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');

test('the pen bits: proximity, three switch bits, twelve of pressure, big-endian places', () => {
  assert.deepEqual(decodeStuInput(bytes('01 93ff 1f40 0ed8')), {
    kind: 'pen',
    pen: { x: 8000, y: 3800, pressure: 1023, tip: true, inRange: true },
  });
  assert.deepEqual(decodeStuInput(bytes('01 8000 0001 0002')), {
    kind: 'pen',
    pen: { x: 1, y: 2, pressure: 0, tip: false, inRange: true },
  });
  // Each of the three switch bits is a tip; a pressure above 255 is none.
  for (const head of ['c0', 'a0', '90'])
    assert.equal(JSON.stringify(decodeStuInput(bytes(`01 ${head}00 0000 0000`))).includes('"tip":true'), true);
  assert.deepEqual(decodeStuInput(bytes('01 0300 0000 0000')), {
    kind: 'pen',
    pen: { x: 0, y: 0, pressure: 768, tip: false, inRange: false },
  });
  assert.deepEqual(decodeStuInput(bytes('34 9001 0010 0020 fffe 8001')), {
    kind: 'pen',
    pen: { x: 16, y: 32, pressure: 1, tip: true, inRange: true, timeCount: 0xfffe, sequence: 0x8001 },
  });
});

test('Windows pads reports to the longest: the ID decides, not the length; short ones are refused', () => {
  const padded = new Uint8Array(65);
  padded.set(bytes('01 93ff 1f40 0ed8'));
  assert.deepEqual(decodeStuInput(padded), decodeStuInput(padded.subarray(0, 7)));
  for (const report of ['', '01', '01 93ff 1f40 0e', '34 9001 0010 0020 fffe 80', '02 00 00 00 00 00 00', '33 00'])
    assert.throws(() => decodeStuInput(bytes(report)), { name: 'DriverError', code: 'PROTOCOL' });
});

test('blocks go there and back, and one of another session is refused', () => {
  const pen = { x: 1, y: 2, pressure: 3, tip: true, inRange: true };
  const timed = { ...pen, timeCount: 4, sequence: 5 };
  assert.equal(hex(encodePlainBlock([pen, pen], 'pair', 0x01020304)), '01020304900300010002900300010002');
  assert.equal(hex(encodePlainBlock([timed], 'timed', 0x01020304)), '90030001000200040005000001020304');
  assert.deepEqual(decodePlainBlock(encodePlainBlock([pen, pen], 'pair', 7), 'pair', 7), [pen, pen]);
  assert.deepEqual(decodePlainBlock(encodePlainBlock([timed], 'timed', 7), 'timed', 7), [timed]);
  assert.throws(() => decodePlainBlock(encodePlainBlock([timed], 'timed', 7), 'timed', 8), { code: 'PROTOCOL' });
});

test('what the pad writes is what the driver reads', () => {
  const pen = fc.record({
    x: fc.nat(0xffff),
    y: fc.nat(0xffff),
    pressure: fc.nat(0xfff),
    tip: fc.boolean(),
    inRange: fc.boolean(),
  });
  const timed = fc.record({ timeCount: fc.nat(0xffff), sequence: fc.nat(0xffff) });
  fc.assert(
    fc.property(pen, fc.option(timed, { nil: undefined }), (plain, time) => {
      const sample = { ...plain, ...time };
      assert.deepEqual(decodeStuInput(encodeStuPen(sample)), { kind: 'pen', pen: sample });
    }),
  );
});

test('settings are little endian, rectangles name their corners', () => {
  assert.equal(hex(encodeHandwritingArea({ x: 0, y: 0, width: 800, height: 480 })), '2a000000001f03df01');
  assert.equal(hex(encodeImageArea(1, { x: 1, y: 2, width: 3, height: 4 })), '2401010100020003000500');
  assert.deepEqual(decodeHandwritingArea(bytes('2a 0000 0000 1f03 df01')), { x: 0, y: 0, width: 800, height: 480 });
  assert.throws(() => decodeHandwritingArea(bytes('2a 0500 0000 0400 0000')), { code: 'PROTOCOL' });
  assert.equal(hex(encodeStatus({ state: 2, lastResult: 0x10, statusWord: 0x0102 })), '0302100201');
  assert.equal(hex(encodeImageBlock(Uint8Array.of(1, 2, 3), 6)), '26030001020300');
  assert.deepEqual([...decodeImageBlock(bytes('26 0300 010203 00'))], [1, 2, 3]);
  assert.throws(() => decodeImageBlock(bytes('26 0400 010203')), { code: 'PROTOCOL' });
});

test('an image block has 253 bytes of data, the 540 declares 2557', () => {
  assert.equal(reportLength('imageDataBlock', '430') - 2, 253);
  assert.equal(reportLength('imageDataBlock', '540') - 2, 2557);
});

const picture = (width: number, height: number, colours: number[][]) => ({
  width,
  height,
  rgba: Uint8Array.from(colours.flatMap(([r = 0, g = 0, b = 0]) => [r, g, b, 255])),
});

test('pixels: a set bit is white, 565 comes high byte first, 24 bits come blue first', () => {
  const [black, white, red, grey] = [
    [0, 0, 0],
    [255, 255, 255],
    [255, 0, 0],
    [128, 128, 128],
  ];
  const nine = picture(9, 1, [black, white, red, grey, white, black, black, black, white] as number[][]);
  assert.equal(hex(encodeImage(nine, 1)), '6880');
  assert.equal(hex(encodeImage(picture(2, 1, [red, [0, 255, 8]] as number[][]), 16)), 'f80007e1');
  assert.equal(hex(encodeImage(picture(1, 1, [[1, 2, 3]]), 24)), '030201');
  assert.equal(imageLength({ width: 800, height: 480 }, 24), 1_152_000);
  assert.equal(imageLength({ width: 396, height: 100 }, 1), 50 * 100);
  assert.throws(() => encodeImage({ ...nine, width: 8 }, 1), { code: 'PROTOCOL' });
  assert.deepEqual(
    [encodingOf(1, false, true), encodingOf(1, true, true), encodingOf(16, false, true), encodingOf(24, false, false)],
    [0x10, 0x01, 0x12, 0x04],
  );
});

test('images that a depth can hold come back as they were', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) });
  fc.assert(
    fc.property(
      size,
      fc.constantFrom(1 as const, 16 as const, 24 as const),
      fc.infiniteStream(fc.nat(255)),
      (s, d, random) => {
        const noise = Uint8Array.from({ length: imageLength(s, d) }, () => random.next().value ?? 0);
        const shown = decodeImage(noise, s, d);
        assert.deepEqual(decodeImage(encodeImage(shown, d), s, d), shown);
      },
    ),
    { numRuns: 100 },
  );
});

test('zlib is what zlib reads and writes', async () => {
  const image = new Uint8Array(48_000).fill(255);
  const compressed = await zlibCompress(image);
  assert.ok(compressed.length < 300);
  assert.deepEqual(new Uint8Array(inflateSync(compressed)), image);
  assert.deepEqual(await zlibExpand(new Uint8Array(deflateSync(image))), image);
});

test('the descriptor declares every report of the model in its length', () => {
  for (const generation of ['300', '430', '540'] as const) {
    const descriptor = [...stuReportDescriptor(generation)];
    assert.deepEqual(descriptor.slice(0, 7), [0x06, 0x0d, 0xff, 0x09, 1, 0xa1, 1]);
    const declared = new Map<number, number>();
    let [id, count] = [0, 0];
    for (let at = 14; at < descriptor.length - 1; ) {
      const [prefix = 0, low = 0, high = 0] = descriptor.slice(at, at + 3);
      const size = prefix & 3;
      const value = size === 2 ? low | (high << 8) : low;
      if ((prefix & 0xfc) === 0x84) id = value;
      if ((prefix & 0xfc) === 0x94) count = value;
      if ((prefix & 0xfc) === 0x80 || (prefix & 0xfc) === 0xb0) declared.set(id, count);
      at += 1 + size;
    }
    assert.deepEqual(
      declared,
      new Map(reportsOf(generation).map((name) => [stuReports[name].id, reportLength(name, generation)])),
    );
  }
});

test('any bytes: every decoder gives a value or a DriverError', () => {
  const decoders = [
    decodeStuInput,
    decodeStatus,
    decodeInformation,
    decodeCapability,
    decodeHandwritingArea,
    decodeImageArea,
    decodeImageBlock,
    decodeEncryptionCommand,
    decodeEncryptionStatus,
    (report: Uint8Array) => decodePlainBlock(report.subarray(0, 16), 'pair', 0),
  ];
  const ids = Object.values(stuReports).map(({ id }) => id);
  const report = fc
    .tuple(fc.oneof(fc.constantFrom(...ids), fc.nat(255)), fc.uint8Array({ maxLength: 80 }))
    .map(([id, rest]) => Uint8Array.of(id, ...rest));
  fc.assert(
    fc.property(report, (input) => {
      for (const decode of decoders)
        try {
          decode(input);
        } catch (error) {
          assert.ok(error instanceof DriverError, `${error}`);
        }
    }),
    { numRuns: 3000 },
  );
});
