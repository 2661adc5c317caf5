import assert from 'node:assert/strict';
import { createHmac, pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import { ascii, toHex } from '../bytes.ts';
import { areaLength, wasm } from '../engine/wasm.ts';
import { GmError } from '../errors.ts';
import { run, withFiles } from '../judge/run.ts';
import { randomBytes } from '../random.ts';
import { hmacSm3 } from './hmac.ts';
import { pbkdf2Sm3 } from './pbkdf2.ts';

test('HMAC-SM3 equals OpenSSL for keys and texts of every length around the blocks', () => {
  for (let length = 0; length <= 300; length++) {
    const key = randomBytes(300 - length);
    const data = randomBytes(length);
    assert.equal(toHex(hmacSm3(key, data)), createHmac('sm3', key).update(data).digest('hex'), `${length} bytes`);
  }
  const long = randomBytes(2 * areaLength + 5);
  assert.equal(toHex(hmacSm3(long, long)), createHmac('sm3', long).update(long).digest('hex'));
});

test('the OpenSSL command line computes the same HMAC-SM3 and PBKDF2', async () => {
  const message = ascii('message digest');
  const mac = await withFiles([message], ([file = '']) =>
    run('openssl', ['dgst', '-sm3', '-mac', 'HMAC', '-macopt', 'hexkey:0123456789abcdeffedcba9876543210', file]),
  );
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
  assert(mac.text.includes(toHex(hmacSm3(key, message))), mac.text);

  const options = ['pass:口令', 'salt:salt', 'iter:1000', 'digest:SM3'].flatMap((option) => ['-kdfopt', option]);
  const derived = await run('openssl', ['kdf', '-keylen', '40', ...options, 'PBKDF2']);
  const ours = toHex(pbkdf2Sm3(ascii('口令'), ascii('salt'), 1000, 40));
  assert.equal(derived.text.trim().replaceAll(':', '').toLowerCase(), ours);
});

test('PBKDF2-HMAC-SM3 equals OpenSSL', () => {
  for (let round = 0; round < 200; round++) {
    const password = randomBytes(round);
    const salt = randomBytes((round * 5) % 90);
    const [iterations, length] = [1 + (round % 9), 1 + ((round * 3) % 130)];
    const expected = pbkdf2Sync(password, salt, iterations, length, 'sm3').toString('hex');
    assert.equal(toHex(pbkdf2Sm3(password, salt, iterations, length)), expected);
  }
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
