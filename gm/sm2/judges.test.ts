/** Signatures and ciphertexts that go between this room and others' implementations. Needs Node and the OpenSSL command. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import smCrypto from 'sm-crypto';
import { concat, fromHex, toBigInt, toHex } from '../bytes.ts';
import { acceptServerShare } from '../cosign/accept-server-share.ts';
import { answerSignature } from '../cosign/answer-signature.ts';
import { createClientShare } from '../cosign/create-client-share.ts';
import { createServerShare } from '../cosign/create-server-share.ts';
import { finishSignature } from '../cosign/finish-signature.ts';
import { requestSignature } from '../cosign/request-signature.ts';
import { nodeSigner, nodeVerifier } from '../judge/node-sm2.ts';
import { opensslDecrypt, opensslEncrypt, opensslVerifySm2 } from '../judge/openssl.ts';
import { type Point, sm2Curve, verify } from '../judge/reference-curve.ts';
import { encodeSm2PrivateKey } from '../keys/pkcs8.ts';
import { randomBytes } from '../random.ts';
import { sm2Decrypt, sm2DecryptRaw, sm2Encrypt, sm2EncryptRaw } from './encrypt.ts';
import { generateSm2KeyPair } from './keys.ts';
import { signerDigest, sm2MessageDigest } from './message-digest.ts';
import { sm2SignDigest, sm2Signer } from './sign.ts';
import { decodeSignature } from './signature-der.ts';
import { sm2Verify } from './verify.ts';

const { sm2 } = smCrypto;
const flip = (bytes: Uint8Array) => bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1);

/** A key that signs and verifies here and in OpenSSL through node:crypto. */
function pair() {
  const { privateKey, publicKey } = generateSm2KeyPair();
  return {
    privateKey,
    publicKey,
    z: signerDigest(publicKey),
    sign: sm2Signer(privateKey, publicKey),
    nodeSign: nodeSigner(privateKey, publicKey),
    nodeVerify: nodeVerifier(publicKey),
  };
}

test('node:crypto and we verify each other: 4000 signatures each way under 100 keys', () => {
  for (let index = 0; index < 100; index++) {
    const { publicKey, z, sign, nodeSign, nodeVerify } = pair();
    for (let round = 0; round < 40; round++) {
      const message = randomBytes(1 + round * 3);
      const ours = sign(message);
      assert(nodeVerify(concat(z, message), ours), `${toHex(message)} ${toHex(publicKey)}`);
      const theirs = nodeSign(concat(z, message));
      assert(sm2Verify(message, theirs, publicKey));
      // Round 16 and later runs on the key's tables.
      assert(!sm2Verify(flip(message), theirs, publicKey));
      if (round === 0) assert(!nodeVerify(concat(z, flip(message)), ours));
    }
  }
});

test('sm-crypto and we verify each other and decrypt from each other', () => {
  for (let round = 0; round < 20; round++) {
    const { privateKey, publicKey, sign } = pair();
    const message = randomBytes(1 + round * 7);
    const e = Array.from(sm2MessageDigest(message, publicKey));
    const [d, p] = [toHex(privateKey), toHex(publicKey)];
    assert(sm2.doVerifySignature(e, toHex(sign(message)), p, { hash: false, der: true }));
    assert(sm2Verify(message, fromHex(sm2.doSignature(e, d, { hash: false, der: true })), publicKey));

    const c1c3c2 = toHex(sm2EncryptRaw(message, publicKey));
    assert.deepEqual(sm2.doDecrypt(c1c3c2.slice(2), d, 1, { output: 'array' }), Array.from(message));
    for (const [mode, layout] of [
      [1, 'C1C3C2'],
      [0, 'C1C2C3'],
    ] as const) {
      const theirs = fromHex(`04${sm2.doEncrypt(Array.from(message), p, mode)}`);
      assert.deepEqual(sm2DecryptRaw(theirs, privateKey, layout), message);
    }
  }
});

test('the definition, in BigInt, accepts what we sign', () => {
  for (let round = 0; round < 100; round++) {
    const { privateKey, publicKey } = generateSm2KeyPair();
    const e = randomBytes(32);
    const raw = decodeSignature(sm2SignDigest(e, privateKey));
    const [r, s] = [toBigInt(raw.subarray(0, 32)), toBigInt(raw.subarray(32))];
    const key: Point = { x: toBigInt(publicKey.subarray(1, 33)), y: toBigInt(publicKey.subarray(33)) };
    assert(verify(sm2Curve, toBigInt(e), { r, s }, key));
  }
});

test('the OpenSSL command accepts signatures over messages and over bare digests', async () => {
  const { privateKey, publicKey, sign } = pair();
  const data = randomBytes(1000);
  const byDigest = sm2SignDigest(sm2MessageDigest(data, publicKey), privateKey);
  for (const signature of [sign(data), byDigest]) {
    const verdict = await opensslVerifySm2(data, signature, publicKey);
    assert(verdict.ok, verdict.text);
  }
  assert(!(await opensslVerifySm2(flip(data), byDigest, publicKey)).ok);
});

test('the OpenSSL command decrypts what we encrypt, and the other way round', async () => {
  const { privateKey, publicKey } = pair();
  const text = randomBytes(48);
  const verdict = await opensslDecrypt(sm2Encrypt(text, publicKey), encodeSm2PrivateKey(privateKey, publicKey));
  assert(verdict.ok, verdict.text);
  const lines = Array.from(verdict.text.matchAll(/^[0-9a-f]{4} - (.{47})/gm), ([, bytes = '']) => bytes);
  assert.equal(lines.join('').replace(/[ -]/g, ''), toHex(text));
  assert.deepEqual(sm2Decrypt(await opensslEncrypt(text, publicKey), privateKey), text);
});

test('node:crypto and the OpenSSL command accept what two halves signed', async () => {
  const { share, offer } = createClientShare();
  const { serverShare, reply } = createServerShare(offer);
  const publicKey = acceptServerShare(share, reply);
  const nodeVerify = nodeVerifier(publicKey);
  for (let round = 0; round < 100; round++) {
    const message = randomBytes(1 + round);
    const session = { keyId: randomBytes(4), nonce: randomBytes(16) };
    const { request, pending } = requestSignature(share, session, sm2MessageDigest(message, publicKey));
    const signature = finishSignature(share, publicKey, pending, answerSignature(serverShare, session, request));
    assert(nodeVerify(concat(signerDigest(publicKey), message), signature));
    if (round > 0) continue;
    const verdict = await opensslVerifySm2(message, signature, publicKey);
    assert(verdict.ok, verdict.text);
  }
});
