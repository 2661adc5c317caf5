import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DriverError } from '../../driver-error.ts';
import {
  decodeProductInfo,
  decodeSystemParameters,
  encodeProductInfo,
  encodeSystemParameters,
  vfyPwd,
} from './commands.ts';
import { packedLength, packGrey, sizeOf, unpackGrey } from './image.ts';
import { createPacketParser, encodePacket, type Packet, pid } from './packet-codec.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const packet = fc.record({
  pid: fc.constantFrom(...Object.values(pid)),
  payload: fc.uint8Array({ maxLength: 256 }),
});
const plain = (packets: Packet[]) => packets.map(({ pid, payload }) => [pid, hex(payload)]);

test('golden packets: VfyPwd, GenImg and an acknowledgement', () => {
  assert.equal(
    hex(encodePacket({ pid: pid.command, payload: vfyPwd() })),
    'ef01ffffffff010007130000000000'.concat('1b'),
  );
  assert.equal(hex(encodePacket({ pid: pid.command, payload: Uint8Array.of(1) })), 'ef01ffffffff010003010005');
  const ack = Uint8Array.from(Buffer.from('ef01ffffffff07000300000a', 'hex'));
  assert.deepEqual(plain(createPacketParser().push(ack)), [[pid.ack, '00']]);
});

test('packets come out whole, however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 40 })), (packets, cuts) => {
      const stream = Uint8Array.from(packets.flatMap((p) => [...encodePacket(p)]));
      const parser = createPacketParser();
      const found: Packet[] = [];
      let offset = 0;
      for (const cut of [...cuts, stream.length]) {
        found.push(...parser.push(stream.subarray(offset, offset + cut)));
        offset += cut;
      }
      assert.deepEqual(plain(found), plain(packets));
    }),
  );
});

test('noise before, a false start and a damaged packet cost nothing but themselves', () => {
  const good = encodePacket({ pid: pid.data, payload: Uint8Array.of(1, 2, 3) });
  const damaged = good.slice();
  damaged[10] = 9;
  const tooLong = Uint8Array.of(0xef, 1, 0xff, 0xff, 0xff, 0xff, 2, 0xff, 0xff);
  for (const noise of [[0x55], [0xef], [0xef, 1, 0xef, 1], [...damaged], [...tooLong], [...good.subarray(0, 6)]]) {
    const parser = createPacketParser();
    assert.deepEqual(plain(parser.push(Uint8Array.of(...noise, ...good))), [[pid.data, '010203']]);
    assert.equal(parser.noiseBytes, noise.length);
  }
});

test('an unfinished packet is forgotten on reset', () => {
  const good = encodePacket({ pid: pid.ack, payload: Uint8Array.of(0) });
  const parser = createPacketParser();
  assert.deepEqual(parser.push(good.subarray(0, 8)), []);
  parser.reset();
  assert.deepEqual(plain(parser.push(good)), [[pid.ack, '00']]);
});

test('any bytes: the parser ends, keeps little, and finds the packet behind them', () => {
  const byte = fc.oneof(fc.constantFrom(0xef, 0x01, 0xff, 0x00), fc.nat(255));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 600 }), (noise) => {
      const parser = createPacketParser();
      parser.push(Uint8Array.from(noise));
      // An unfinished false packet may swallow up to its announced length; 300 zeros end it.
      const last = encodePacket({ pid: pid.lastData, payload: Uint8Array.of(7) });
      const found = parser.push(Uint8Array.of(...new Uint8Array(300), ...last));
      assert.deepEqual(plain(found).at(-1), [pid.lastData, '07']);
    }),
    { numRuns: 2000 },
  );
});

test('module texts and parameters go there and back; any bytes give a value or a DriverError', () => {
  const info = { model: 'R503', serial: '12345678', width: 256, height: 288 };
  assert.deepEqual(decodeProductInfo(encodeProductInfo(info)), info);
  const parameters = { packetSize: 128, baudRate: 57_600 };
  assert.deepEqual(decodeSystemParameters(encodeSystemParameters(parameters)), parameters);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      for (const decode of [decodeProductInfo, decodeSystemParameters])
        try {
          decode(bytes);
        } catch (error) {
          assert.ok(error instanceof DriverError);
        }
    }),
  );
});

test('two pixels a byte, the high nibble first, ×17', () => {
  assert.deepEqual([...unpackGrey(Uint8Array.of(0x0f, 0xa5))], [0, 255, 170, 85]);
  assert.deepEqual([...packGrey(Uint8Array.of(0, 255, 170, 85))], [0x0f, 0xa5]);
  assert.equal(packedLength({ width: 256, height: 288 }), 36_864);
  assert.deepEqual(sizeOf(36_864, { width: 192, height: 192 }), { width: 256, height: 288 });
  assert.deepEqual(sizeOf(18_432, { width: 192, height: 192 }), { width: 192, height: 192 });
  assert.equal(sizeOf(36_736), undefined);
  assert.equal(sizeOf(0, { width: 0, height: 0 }), undefined);
});
