import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DriverError } from '../driver-error.ts';
import { decodeCcid, encodeCcid } from './ccid-codec.ts';
import { ccidDescriptor, ccidMessageLength, maxMessageLength } from './ccid-descriptor.ts';
import { ccidDevice } from './ccid-device.ts';

test('a message byte by byte', () => {
  const message = { type: 0x6f, slot: 0, sequence: 5, specific: [0, 1, 0] as const, data: Uint8Array.of(0x80, 0x04) };
  assert.equal(Buffer.from(encodeCcid(message)).toString('hex'), '6f02000000000500010' + '08004');
  assert.deepEqual(decodeCcid(encodeCcid(message)), { ...message, specific: [0, 1, 0] });
});

test('any bytes: a message or a DriverError, and the reader does not stumble', async () => {
  const reader = ccidDevice({ answer: async () => Uint8Array.of(0x90, 0), reset: () => undefined });
  let answers = 0;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      for (const input of [bytes, Uint8Array.of(bytes[0] ?? 0x6f, bytes.length, 0, 0, 0, 0, 0, 0, 0, 0, ...bytes)])
        try {
          decodeCcid(input);
          reader.out(input);
          answers++;
        } catch (error) {
          assert.ok(error instanceof DriverError);
        }
    }),
    { numRuns: 2000 },
  );
  // Every message has had one answer.
  for (let i = 0; i < answers; i++) assert.ok((await reader.in(271)).length >= 10);
});

test('the message length of an interface stands in its class descriptor; any bytes have one or a DriverError', () => {
  const of = (number: number, ...below: number[]) => [9, 4, number, 0, 2, 0x0b, 0, 0, 0, ...below];
  const configuration = Uint8Array.of(9, 2, 0, 0, 2, 1, 0, 0x80, 50, ...of(0), ...of(1, ...ccidDescriptor()));
  assert.equal(ccidMessageLength(configuration, 1), maxMessageLength);
  assert.throws(() => ccidMessageLength(configuration, 0), { code: 'PROTOCOL' });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      try {
        assert.ok(ccidMessageLength(Uint8Array.of(...bytes, ...configuration), 1) > 10);
      } catch (error) {
        assert.ok(error instanceof DriverError);
      }
    }),
    { numRuns: 2000 },
  );
});
