import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromBigInt, toBigInt } from '../bytes.ts';
import { withGenerator } from '../judge/generator.ts';
import { modulo, sm2Curve } from '../judge/reference-curve.ts';
import { randomBytes } from '../random.ts';
import { hmacSm3 } from '../sm3/hmac.ts';
import { generateSm2KeyPair } from './keys.ts';
import { sm2SignDigest, sm2Signer } from './sign.ts';
import { decodeSignature } from './signature-der.ts';

const { n } = sm2Curve;
const stuck = (bytes: Uint8Array) => bytes.fill(0x5c);

/** The nonce of a signature, for whoever knows d: k = s(1 + d) + r·d. */
function nonceOf(signature: Uint8Array, privateKey: Uint8Array): bigint {
  const raw = decodeSignature(signature);
  const [r, s, d] = [raw.subarray(0, 32), raw.subarray(32), privateKey].map(toBigInt) as [bigint, bigint, bigint];
  return modulo(s * (1n + d) + r * d, n);
}

const pairs = Array.from({ length: 10 }, generateSm2KeyPair);
const digests = Array.from({ length: 20 }, () => randomBytes(32));

test('no two signatures share a nonce', () => {
  const nonces = new Set<bigint>();
  for (const { privateKey } of pairs) {
    for (const e of digests) {
      for (let round = 0; round < 5; round++) nonces.add(nonceOf(sm2SignDigest(e, privateKey), privateKey));
    }
  }
  assert.equal(nonces.size, 10 * 20 * 5);
});

test('with a stuck generator a nonce comes again only for the same key and digest', () => {
  const nonces = new Map<bigint, string>();
  withGenerator(stuck, () => {
    for (const [index, { privateKey }] of pairs.entries()) {
      for (const [which, e] of digests.entries()) {
        const signature = sm2SignDigest(e, privateKey);
        assert.deepEqual(sm2SignDigest(e, privateKey), signature);
        const nonce = nonceOf(signature, privateKey);
        assert.equal(nonces.get(nonce), undefined, `key ${index} digest ${which}`);
        nonces.set(nonce, `${index} ${which}`);
      }
    }
  });
  assert.equal(nonces.size, 10 * 20);
});

test('digests that are equal modulo n have nonces of their own', () => {
  const [pair] = pairs;
  assert(pair);
  const digest = (value: bigint) => fromBigInt(value, 32);
  withGenerator(stuck, () => {
    const nonces = [digest(5n), digest(n + 5n)].map((e) => nonceOf(sm2SignDigest(e, pair.privateKey), pair.privateKey));
    assert.notEqual(nonces[0], nonces[1]);
  });
});

test('a nonce is HMAC-SM3(d, random ‖ e ‖ counter)', () => {
  const counter = new Uint8Array(4);
  const random = new Uint8Array(32).fill(0x5c);
  withGenerator(stuck, () => {
    for (const { privateKey } of pairs) {
      for (const e of digests) {
        const expected = toBigInt(hmacSm3(privateKey, concat(random, e, counter)));
        if (expected < n) assert.equal(nonceOf(sm2SignDigest(e, privateKey), privateKey), expected);
      }
    }
  });
});

test('without randomness nothing is signed', () => {
  const { privateKey } = generateSm2KeyPair();
  const sign = sm2Signer(privateKey);
  const fail = () => {
    throw new Error('no entropy');
  };
  withGenerator(fail, () => {
    assert.throws(() => sign(new Uint8Array(1)), /no entropy/);
    assert.throws(() => generateSm2KeyPair(), /no entropy/);
  });
});
