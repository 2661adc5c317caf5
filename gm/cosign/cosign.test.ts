import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii, fromBigInt, toBigInt, toHex } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { withGenerator } from '../judge/generator.ts';
import { invert, modulo, multiply, sm2Curve, verify } from '../judge/reference-curve.ts';
import { randomBytes } from '../random.ts';
import { uncompressed } from '../sm2/curve.ts';
import { sm2Encrypt } from '../sm2/encrypt.ts';
import { generateSm2KeyPair, sm2PublicKey } from '../sm2/keys.ts';
import { sm2MessageDigest } from '../sm2/message-digest.ts';
import { decodeSignature } from '../sm2/signature-der.ts';
import { sm2Verify } from '../sm2/verify.ts';
import { acceptServerShare } from './accept-server-share.ts';
import { answerDecryption } from './answer-decryption.ts';
import { answerSignature } from './answer-signature.ts';
import { createClientShare, provenPointOf } from './create-client-share.ts';
import { createServerShare } from './create-server-share.ts';
import { finishDecryption } from './finish-decryption.ts';
import { finishSignature } from './finish-signature.ts';
import { contextOf, proveShare } from './proof.ts';
import { createRefresh, refreshClientShare, refreshServerShare } from './refresh-shares.ts';
import { requestDecryption } from './request-decryption.ts';
import { requestSignature } from './request-signature.ts';

const { n, p, g } = sm2Curve;
const message = ascii('床旁签');
const refuses = (code: GmErrorCode) => (error: unknown) => error instanceof GmError && error.code === code;
const scalar = (value: bigint) => fromBigInt(modulo(value, n), 32);
const sessionOf = (name: string) => ({ keyId: ascii(name), nonce: randomBytes(16) });

function makeKey() {
  const { share, offer } = createClientShare();
  const { serverShare, reply } = createServerShare(offer);
  return { share, serverShare, publicKey: acceptServerShare(share, reply), offer, reply };
}
const key = makeKey();
const e = sm2MessageDigest(message, key.publicKey);

/** One whole signature. */
function signTogether(
  share: Uint8Array,
  serverShare: typeof key.serverShare,
  publicKey: Uint8Array,
  digest: Uint8Array,
) {
  const session = sessionOf('k');
  const { request, pending } = requestSignature(share, session, digest);
  return finishSignature(share, publicKey, pending, answerSignature(serverShare, session, request));
}

test('both halves make signatures that verify, under the key that neither holds', () => {
  for (let round = 0; round < 50; round++) {
    const { share, serverShare, publicKey } = makeKey();
    const d = modulo(invert(toBigInt(share) * toBigInt(serverShare.d2), n) - 1n, n);
    assert.deepEqual(sm2PublicKey(scalar(d)), publicKey);
    const text = randomBytes(round);
    const digest = sm2MessageDigest(text, publicKey);
    const signature = signTogether(share, serverShare, publicKey, digest);
    assert(sm2Verify(text, signature, publicKey));
    if (round > 3) continue;
    const raw = decodeSignature(signature);
    const point = { x: toBigInt(publicKey.subarray(1, 33)), y: toBigInt(publicKey.subarray(33)) };
    const [r, s] = [toBigInt(raw.subarray(0, 32)), toBigInt(raw.subarray(32))];
    assert(verify(sm2Curve, toBigInt(digest), { r, s }, point));
  }
});

test('both halves decrypt what was encrypted to the key', () => {
  const text = randomBytes(40);
  const session = sessionOf('k');
  const { request, cipher } = requestDecryption(key.share, session, sm2Encrypt(text, key.publicKey));
  const t2 = answerDecryption(key.serverShare, session, request);
  assert.deepEqual(finishDecryption(cipher, t2), text);
  const wrong: [Uint8Array, GmErrorCode][] = [
    [generateSm2KeyPair().publicKey, 'DECRYPTION_FAILED'],
    [uncompressed(cipher.c1), 'DECRYPTION_FAILED'], // T₂ - C₁ = O
    [t2.with(64, (t2[64] ?? 0) ^ 1), 'DECRYPTION_FAILED'],
    [t2.subarray(1), 'KEY_INVALID'],
  ];
  for (const [answer, code] of wrong) assert.throws(() => finishDecryption(cipher, answer), refuses(code));
});

test('refreshed shares sign for the same key, and do not fit the old ones', () => {
  const factor = createRefresh();
  const share = refreshClientShare(key.share, factor);
  const serverShare = refreshServerShare(key.serverShare, factor);
  assert.notDeepEqual(share, key.share);
  assert(sm2Verify(message, signTogether(share, serverShare, key.publicKey, e), key.publicKey));
  assert.throws(() => signTogether(key.share, serverShare, key.publicKey, e), refuses('PROOF_INVALID'));
  assert.throws(() => signTogether(share, key.serverShare, key.publicKey, e), refuses('PROOF_INVALID'));
  assert.throws(() => refreshClientShare(key.share, new Uint8Array(32)), refuses('KEY_INVALID'));
});

test('making a key: points without their proofs, off the curve, or chosen after the other (rogue keys) are refused', () => {
  const other = makeKey();
  const { point, proof } = key.offer;
  const offCurve = point.with(64, (point[64] ?? 0) ^ 1);
  const xOf = (value: Uint8Array) => toBigInt(value.subarray(1, 33));
  const negated = uncompressed(
    new Uint8Array([...point.subarray(1, 33), ...fromBigInt(p - toBigInt(point.subarray(33)), 32)]),
  );
  assert.equal(xOf(negated), xOf(point));
  const offers: [Uint8Array, Uint8Array, GmErrorCode][] = [
    [point, other.offer.proof, 'PROOF_INVALID'],
    [other.offer.point, proof, 'PROOF_INVALID'],
    [negated, proof, 'PROOF_INVALID'],
    [offCurve, proof, 'KEY_INVALID'],
    [new Uint8Array(65), proof, 'KEY_INVALID'],
    [uncompressed(new Uint8Array(64)), proof, 'KEY_INVALID'],
    [point, new Uint8Array(96), 'PROOF_INVALID'],
    [point, proof.subarray(1), 'ARGUMENT_INVALID'],
  ];
  for (const [offered, shown, code] of offers) {
    assert.throws(() => createServerShare({ point: offered, proof: shown }), refuses(code));
    assert.throws(() => acceptServerShare(key.share, { ...key.reply, point: offered, proof: shown }), refuses(code));
  }
  for (let bit = 0; bit < 768; bit += 7) {
    const changed = proof.with(bit >> 3, (proof[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
    assert.throws(() => createServerShare({ point, proof: changed }), refuses('PROOF_INVALID'), `bit ${bit}`);
  }
  assert.throws(
    () => acceptServerShare(key.share, { ...key.reply, publicKey: other.publicKey }),
    refuses('KEY_INVALID'),
  );
  assert.throws(() => acceptServerShare(other.share, key.reply), refuses('KEY_INVALID'));
});

test('a key at infinity is refused: d₂ = d₁⁻¹', () => {
  const inverse = scalar(invert(toBigInt(key.share), n));
  const reply = { ...provenPointOf(inverse), publicKey: key.publicKey };
  assert.throws(() => acceptServerShare(key.share, reply), refuses('KEY_INVALID'));
});

test('a wrong share, as a wrong PIN opens it, fails at the server and nowhere before', () => {
  const wrong = generateSm2KeyPair().privateKey;
  const session = sessionOf('k');
  const { request } = requestSignature(wrong, session, e);
  assert.throws(() => answerSignature(key.serverShare, session, request), refuses('PROOF_INVALID'));
  const decryption = requestDecryption(wrong, session, sm2Encrypt(message, key.publicKey));
  assert.throws(() => answerDecryption(key.serverShare, session, decryption.request), refuses('PROOF_INVALID'));
});

test('a proof holds for its key, its nonce, its digest and its Q₁ alone', () => {
  const session = sessionOf('k');
  const { request } = requestSignature(key.share, session, e);
  const other = requestSignature(key.share, session, e).request;
  const cases = [
    [{ ...session, nonce: randomBytes(16) }, request],
    [{ ...session, keyId: ascii('l') }, request],
    [{ keyId: ascii('kx'), nonce: session.nonce.subarray(1) }, request],
    [session, { ...request, e: randomBytes(32) }],
    [session, { ...request, q1: other.q1 }],
    [session, { ...request, proof: proveShare(key.share, contextOf('decrypt', request.e)) }],
  ] as const;
  for (const [bound, sent] of cases) {
    assert.throws(() => answerSignature(key.serverShare, bound, sent), refuses('PROOF_INVALID'));
  }
  assert(answerSignature(key.serverShare, session, request));
  const { request: decryption } = requestDecryption(key.share, session, sm2Encrypt(message, key.publicKey));
  for (const sent of [
    { ...decryption, c1: key.publicKey },
    { ...decryption, t1: key.publicKey },
  ]) {
    assert.throws(() => answerDecryption(key.serverShare, session, sent), refuses('PROOF_INVALID'));
  }
});

test('a point off the curve is refused even with a proof made for it', () => {
  const session = sessionOf('k');
  const bad = uncompressed(new Uint8Array(64).fill(1));
  const proof = proveShare(key.share, contextOf('sign', session.keyId, e, bad, session.nonce));
  assert.throws(() => answerSignature(key.serverShare, session, { e, q1: bad, proof }), refuses('KEY_INVALID'));
  const c1 = key.publicKey;
  const forT1 = proveShare(key.share, contextOf('decrypt', session.keyId, c1, bad, session.nonce));
  assert.throws(
    () => answerDecryption(key.serverShare, session, { c1, t1: bad, proof: forT1 }),
    refuses('KEY_INVALID'),
  );
});

test('k₃ = 0: a server that would learn d₁ from a signature that verifies gets none', () => {
  const d2 = toBigInt(key.serverShare.d2);
  const k2 = toBigInt(randomBytes(31));
  const point = multiply(sm2Curve, k2, g);
  assert(point !== 'infinity');
  const r = modulo(toBigInt(e) + point.x, n);
  const s3 = modulo(d2 * (r + k2), n);
  // What the client would release does verify, and gives its share away.
  const s = modulo(toBigInt(key.share) * s3 - r, n);
  const xy = { x: toBigInt(key.publicKey.subarray(1, 33)), y: toBigInt(key.publicKey.subarray(33)) };
  assert(verify(sm2Curve, toBigInt(e), { r, s }, xy));
  assert.equal(modulo((s + r) * invert(s3, n), n), toBigInt(key.share));
  for (const s2 of [new Uint8Array(32), fromBigInt(n, 32)]) {
    const { pending } = requestSignature(key.share, sessionOf('k'), e);
    const answer = { r: scalar(r), s2, s3: scalar(s3) };
    assert.throws(() => finishSignature(key.share, key.publicKey, pending, answer), refuses('SIGNATURE_INVALID'));
  }
});

test('an answer that does not verify is not used, and k₁ is gone with it', () => {
  const zero = new Uint8Array(32);
  const changes = ['r', 's2', 's3'] as const;
  for (const part of changes) {
    for (const change of [
      (value: Uint8Array) => value.with(31, (value[31] ?? 0) ^ 1),
      () => zero,
      () => fromBigInt(n, 32),
    ]) {
      const session = sessionOf('k');
      const { request, pending } = requestSignature(key.share, session, e);
      const answer = answerSignature(key.serverShare, session, request);
      const changed = { ...answer, [part]: change(answer[part]) };
      const finish = (given: typeof answer) => finishSignature(key.share, key.publicKey, pending, given);
      assert.throws(() => finish(changed), refuses('SIGNATURE_INVALID'));
      assert(pending.k1.every((byte) => byte === 0));
      assert.throws(() => finish(answer), refuses('SIGNATURE_INVALID'), 'a second try with the same k1');
    }
  }
});

test('an answer for another digest, to another commitment or from another key is not used', () => {
  const session = sessionOf('k');
  const [first, second] = [requestSignature(key.share, session, e), requestSignature(key.share, session, e)];
  const forAnother = requestSignature(key.share, session, randomBytes(32));
  const toSecond = answerSignature(key.serverShare, session, second.request);
  assert.throws(() => finishSignature(key.share, key.publicKey, first.pending, toSecond), refuses('SIGNATURE_INVALID'));
  const swapped = answerSignature(key.serverShare, session, forAnother.request);
  const pending = { ...forAnother.pending, e };
  assert.throws(() => finishSignature(key.share, key.publicKey, pending, swapped), refuses('SIGNATURE_INVALID'));
});

test('with a stuck generator no two different requests share a nonce, on either side', () => {
  const d2 = toBigInt(key.serverShare.d2);
  const seen = new Set<string>();
  withGenerator(
    (bytes) => bytes.fill(9),
    () => {
      for (let round = 0; round < 20; round++) {
        const session = { keyId: ascii('k'), nonce: new Uint8Array(16) };
        const digest = fromBigInt(BigInt(round), 32);
        for (const share of [key.share, refreshClientShare(key.share, fromBigInt(7n, 32))]) {
          const { request, pending } = requestSignature(share, session, digest);
          seen.add(toHex(pending.k1));
          const proof = proveShare(key.share, contextOf('sign', session.keyId, digest, request.q1, session.nonce));
          const { r, s2, s3 } = answerSignature(key.serverShare, session, { ...request, proof });
          const k3 = modulo(toBigInt(s2) * invert(d2, n), n);
          const k2 = modulo(toBigInt(s3) * invert(d2, n) - toBigInt(r), n);
          seen.add(toHex(scalar(k2)));
          seen.add(toHex(scalar(k3)));
        }
      }
    },
  );
  assert.equal(seen.size, 20 * 2 * 3);
});

test('inputs of another length are refused before anything is computed', () => {
  const session = sessionOf('k');
  assert.throws(() => requestSignature(key.share.subarray(1), session, e), refuses('ARGUMENT_INVALID'));
  assert.throws(() => requestSignature(key.share, session, e.subarray(1)), refuses('ARGUMENT_INVALID'));
  const { request, pending } = requestSignature(key.share, session, e);
  for (const bad of [
    { ...request, e: new Uint8Array(31) },
    { ...request, proof: new Uint8Array(95) },
  ]) {
    assert.throws(() => answerSignature(key.serverShare, session, bad), refuses('ARGUMENT_INVALID'));
  }
  const answer = answerSignature(key.serverShare, session, request);
  const short = { ...answer, s2: answer.s2.subarray(1) };
  assert.throws(() => finishSignature(key.share, key.publicKey, pending, short), refuses('ARGUMENT_INVALID'));
});
