import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBigInt, fromHex, toHex } from '../bytes.ts';
import { randomBytes } from '../random.ts';
import { n } from '../sm2/curve.ts';
import type { SmEngine } from './engine.ts';
import { detectNodeEngine } from './engine-node.ts';
import { smCryptoEngine } from './engine-sm-crypto.ts';

const found = detectNodeEngine();
assert(found, 'these tests run in Node with OpenSSL');
const node: SmEngine = found;
const pairs: [SmEngine, SmEngine][] = [
  [node, smCryptoEngine],
  [smCryptoEngine, node],
];
const generator = fromHex(
  '0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
);

for (const [signing, verifying] of pairs) {
  test(`what ${signing.name} signs, ${verifying.name} verifies, and nothing else`, () => {
    for (let round = 0; round < 200; round++) {
      const { privateKey, publicKey } = signing.generateKeyPair();
      const parts = [randomBytes(32), randomBytes(round)];
      const signature = signing.signer(privateKey, publicKey)(parts);
      assert(verifying.verify(parts, signature, publicKey));
      if (round % 10 === 0) assert(!verifying.verify([...parts, new Uint8Array(1)], signature, publicKey));
    }
  });
}

test('a digest signed by itself is the signature over its message', () => {
  for (const engine of [node, smCryptoEngine]) {
    const { privateKey, publicKey } = engine.generateKeyPair();
    const message = randomBytes(50);
    assert(node.verify([message], engine.signDigest(engine.sm3([message]), privateKey), publicKey));
  }
});

test('no two signatures share a nonce', () => {
  const { privateKey, publicKey } = smCryptoEngine.generateKeyPair();
  const sign = smCryptoEngine.signer(privateKey, publicKey);
  const signatures = Array.from({ length: 50 }, () => toHex(sign([new Uint8Array(8)])));
  assert.equal(new Set(signatures).size, signatures.length);
});

test('both hash and encrypt alike, at every length around a block', () => {
  const key = randomBytes(16);
  for (let length = 0; length < 200; length++) {
    const data = randomBytes(length);
    const counter = new Uint8Array([...randomBytes(12), 0, 0, 0, 250]);
    assert.deepEqual(node.sm3([data, data]), smCryptoEngine.sm3([data, data]));
    assert.deepEqual(node.sm4Ctr(key, counter, data), smCryptoEngine.sm4Ctr(key, counter, data));
  }
  const long = randomBytes(4096 * 16 + 5); // more than one chunk of key stream
  const counter = new Uint8Array(16);
  assert.deepEqual(node.sm4Ctr(key, counter, long), smCryptoEngine.sm4Ctr(key, counter, long));
});

test('both compute the same points, at the ends of the range too', () => {
  const scalars = [1n, 2n, n - 2n].map((value) => fromBigInt(value, 32));
  for (const scalar of [...scalars, ...Array.from({ length: 50 }, () => node.generateKeyPair().privateKey)]) {
    const expected = node.publicKeyOf(scalar);
    assert.deepEqual(smCryptoEngine.publicKeyOf(scalar), expected);
    assert.deepEqual(smCryptoEngine.multiply(generator, scalar), expected);
  }
});
