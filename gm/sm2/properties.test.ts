import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, fromBigInt, toBigInt } from '../bytes.ts';
import { runSm2 } from '../engine/sm2.ts';
import { modulo, sm2Curve } from '../judge/reference-curve.ts';
import { isPrivateKey, isPublicKey } from './curve.ts';
import { sm2Decrypt, sm2DecryptRaw, sm2Encrypt, sm2EncryptRaw } from './encrypt.ts';
import { sm2PublicKey } from './keys.ts';
import { sm2Sign } from './sign.ts';
import { decodeSignature, encodeSignature } from './signature-der.ts';
import { sm2Verify } from './verify.ts';

const { n } = sm2Curve;
const bytes = (value: bigint) => fromBigInt(value, 32);
const scalars = fc.bigInt({ min: 1n, max: n - 2n });
const texts = fc.uint8Array({ maxLength: 300 });
const filled = fc.uint8Array({ minLength: 1, maxLength: 300 });

test('what is signed verifies, and verifies for nothing else', () => {
  fc.assert(
    fc.property(scalars, texts, texts, (d, message, other) => {
      const publicKey = sm2PublicKey(bytes(d));
      const signature = sm2Sign(message, bytes(d));
      const same = toBigInt(message) === toBigInt(other) && message.length === other.length;
      return sm2Verify(message, signature, publicKey) && sm2Verify(other, signature, publicKey) === same;
    }),
    { numRuns: 300 },
  );
});

test('what is encrypted decrypts', () => {
  fc.assert(
    fc.property(scalars, filled, (d, text) => {
      const publicKey = sm2PublicKey(bytes(d));
      assert.deepEqual(sm2Decrypt(sm2Encrypt(text, publicKey), bytes(d)), text);
      assert.deepEqual(sm2DecryptRaw(sm2EncryptRaw(text, publicKey), bytes(d)), text);
    }),
    { numRuns: 300 },
  );
});

test('a(bG) = b(aG) = (ab)G', () => {
  const multiply = (point: Uint8Array, scalar: bigint) => runSm2('sm2Multiply', [point, bytes(scalar)], 64);
  fc.assert(
    fc.property(scalars, scalars, (a, b) => {
      const [aG, bG] = [sm2PublicKey(bytes(a)).subarray(1), sm2PublicKey(bytes(b)).subarray(1)];
      const product = runSm2('sm2MultiplyBase', [bytes(modulo(a * b, n))], 64);
      assert.deepEqual(multiply(aG, b), product);
      assert.deepEqual(multiply(bG, a), product);
    }),
    { numRuns: 500 },
  );
});

test('r and s survive their encoding, and any other bytes are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (raw) =>
      assert.deepEqual(decodeSignature(encodeSignature(raw)), raw),
    ),
  );
  const publicKey = sm2PublicKey(bytes(7n));
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      texts,
      (garbage, message) => !sm2Verify(message, garbage, publicKey),
    ),
    { numRuns: 2000 },
  );
});

test('whatever is no key of 32 bytes in [1, n-2] is none', () => {
  for (const value of [1n, 2n, n - 3n, n - 2n]) assert(isPrivateKey(bytes(value)));
  for (const value of [0n, n - 1n, n, n + 1n, 2n ** 256n - 1n]) assert(!isPrivateKey(bytes(value)));
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      (value) => isPrivateKey(bytes(value)) === (value >= 1n && value <= n - 2n),
    ),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 70 }),
      (random) => !isPublicKey(random) && !isPublicKey(concat(new Uint8Array([4]), random)),
    ),
  );
});
