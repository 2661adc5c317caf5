import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import { ascii, fromHex, toHex } from '../bytes.ts';
import { areaLength } from '../engine/wasm.ts';
import { run, withFiles } from '../judge/run.ts';
import { randomBytes } from '../random.ts';
import { createSm3 } from './hasher.ts';
import { hmacSm3 } from './hmac.ts';
import { pbkdf2Sm3 } from './pbkdf2.ts';
import { sm3 } from './sm3.ts';

const pool = randomBytes(1 << 20);
/** `length` random bytes that begin anywhere, so at any alignment. */
const slice = (length: number) => {
  const start = Math.floor(Math.random() * (pool.length - length));
  return pool.subarray(start, start + length);
};

test('SM3 equals OpenSSL in 100 000 cases: every length from 0 to 300, whole and in pieces', () => {
  for (let round = 0; round < 100_000; round++) {
    const data = slice(round % 301);
    const cut = Math.floor(Math.random() * data.length);
    const expected = createHash('sm3').update(data).digest('hex');
    assert.equal(toHex(sm3(data)), expected, toHex(data));
    const pieces = createSm3().update(data.subarray(0, cut)).update(data.subarray(cut));
    assert.equal(toHex(pieces.digest()), expected, `cut at ${cut}: ${toHex(data)}`);
  }
});

test('SM3 equals OpenSSL beyond the input area', () => {
  for (const length of [areaLength - 112, areaLength - 1, areaLength, areaLength + 1, 3 * areaLength + 77]) {
    const data = slice(length);
    assert.equal(toHex(sm3(data)), createHash('sm3').update(data).digest('hex'), `${length} bytes`);
  }
});

test('HMAC-SM3 equals OpenSSL for keys and texts of every length from 0 to 300, and long ones', () => {
  const lengths = Array.from({ length: 301 }, (_, length) => length);
  for (const [keyLength, length] of [
    ...lengths.map((length) => [300 - length, length] as const),
    ...lengths.map((length) => [length, 32] as const),
    [2 * areaLength + 5, 3 * areaLength] as const,
  ]) {
    const [key, data] = [slice(keyLength), slice(length)];
    assert.equal(
      toHex(hmacSm3(key, data)),
      createHmac('sm3', key).update(data).digest('hex'),
      `${toHex(key)} ${length}`,
    );
  }
});

test('PBKDF2-HMAC-SM3 equals OpenSSL', () => {
  for (let round = 0; round < 1000; round++) {
    const [password, salt] = [slice(round % 200), slice((round * 5) % 90)];
    const [iterations, length] = [1 + (round % 9), 1 + ((round * 3) % 130)];
    const expected = pbkdf2Sync(password, salt, iterations, length, 'sm3').toString('hex');
    assert.equal(toHex(pbkdf2Sm3(password, salt, iterations, length)), expected);
  }
});

test('the OpenSSL command line computes the same SM3, HMAC and PBKDF2', async () => {
  const message = slice(5000);
  const key = fromHex('0123456789abcdeffedcba9876543210');
  await withFiles([message], async ([file = '']) => {
    const digest = await run('openssl', ['dgst', '-sm3', file]);
    assert(digest.text.includes(toHex(sm3(message))), digest.text);
    const mac = await run('openssl', ['dgst', '-sm3', '-mac', 'HMAC', '-macopt', `hexkey:${toHex(key)}`, file]);
    assert(mac.text.includes(toHex(hmacSm3(key, message))), mac.text);
  });
  const options = ['pass:口令', 'salt:salt', 'iter:1000', 'digest:SM3'].flatMap((option) => ['-kdfopt', option]);
  const derived = await run('openssl', ['kdf', '-keylen', '40', ...options, 'PBKDF2']);
  const ours = toHex(pbkdf2Sm3(ascii('口令'), ascii('salt'), 1000, 40));
  assert.equal(derived.text.trim().replaceAll(':', '').toLowerCase(), ours);
});
