import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii, fromHex, toHex } from '../bytes.ts';
import { areaLength, wasm } from '../engine/wasm.ts';
import { GmError } from '../errors.ts';
import { hmacSm3 } from './hmac.ts';
import { pbkdf2Sm3 } from './pbkdf2.ts';

// Computed by OpenSSL 3.0: openssl dgst -sm3 -mac HMAC -macopt hexkey:…, openssl kdf -kdfopt digest:SM3 … PBKDF2
test('HMAC-SM3 with a key of less and of more than a block', () => {
  assert.equal(
    toHex(hmacSm3(fromHex('0123456789abcdeffedcba9876543210'), ascii('abc'))),
    '28d8a61be67d8bf7652c4eda7092b612f88be62184f55005c57ddf076e764199',
  );
  assert.equal(
    toHex(hmacSm3(ascii('a'.repeat(100)), ascii('abc'))),
    '1533ed7c33a2d4fa5f9eff0a5f9797e01cc44adc088ab9e00eb9d11a525aa91e',
  );
});

test('PBKDF2-HMAC-SM3 of more than a block, and with a single iteration', () => {
  assert.equal(
    toHex(pbkdf2Sm3(ascii('password'), ascii('salt'), 1000, 40)),
    'e8b635a41dfe5aaab7cf828cff6f3608e22cac59ba16edd70e000b293d00bc9118504f57ab46673d',
  );
  assert.equal(toHex(pbkdf2Sm3(ascii('口令'), fromHex('00010203'), 1, 16)), '60b5a349eada7262483b5be467b2c68e');
});

test('PBKDF2: counts and lengths out of bounds are refused', () => {
  const invalid = (error: unknown) => error instanceof GmError && error.code === 'ARGUMENT_INVALID';
  for (const [iterations, length] of [
    [0, 16],
    [1.5, 16],
    [Number.NaN, 16],
    [10_000_001, 16],
    [1, 0],
    [1, 1025],
  ] as const) {
    assert.throws(() => pbkdf2Sm3(new Uint8Array(8), new Uint8Array(8), iterations, length), invalid);
  }
});

test('neither leaves its key, its text or its result in the engine', () => {
  const key = new Uint8Array(48).fill(0xa5);
  const results = [hmacSm3(key, new Uint8Array(5000).fill(0x5a)), pbkdf2Sm3(key, key, 10, 32)];
  const { bytes, area } = wasm();
  assert(bytes.subarray(area, area + areaLength).every((byte) => byte === 0));
  const memory = toHex(bytes);
  // The key's pads (RFC 2104), the text, the results.
  for (const trace of ['a5a5a5a5', '93939393', 'f9f9f9f9', '5a5a5a5a', ...results.map((result) => toHex(result))]) {
    assert(!memory.includes(trace), trace);
  }
});
