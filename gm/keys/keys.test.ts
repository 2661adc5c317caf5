import assert from 'node:assert/strict';
import { createPrivateKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { encodeInteger, encodeTlv, tag } from '../asn1/der.ts';
import { ascii, toBigInt } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { opensslVerifySm2 } from '../judge/openssl.ts';
import { generateSm2KeyPair, sm2PublicKey } from '../sm2/keys.ts';
import { decodeSignature } from '../sm2/signature-der.ts';
import { fromPem } from './from-pem.ts';
import { generateSigningKey } from './generate-signing-key.ts';
import { importSigningKey } from './import-signing-key.ts';
import { encodeSm2PrivateKey, importSm2PrivateKey } from './pkcs8.ts';
import { toPem } from './to-pem.ts';
import { verifySignature } from './verify-signature.ts';

const message = ascii('床旁签');
const rejects = (code: GmErrorCode) => (error: unknown) => error instanceof GmError && error.code === code;

for (const algorithm of ['sm2', 'ecdsa-p256'] as const) {
  test(`${algorithm}: a stored key signs as before`, async () => {
    const { key, pkcs8 } = await generateSigningKey(algorithm);
    const again = await importSigningKey(pkcs8);
    assert.deepEqual(again.publicKey, key.publicKey);
    const signature = await again.sign(message);
    assert(await verifySignature(algorithm, message, signature, key.publicKey));
    assert(!(await verifySignature(algorithm, ascii('x'), signature, key.publicKey)));
    assert(!(await verifySignature(algorithm, message, signature.subarray(1), key.publicKey)));
    assert(!(await verifySignature(algorithm, message, signature, key.publicKey.with(64, 1))));
  });
}

test('OpenSSL verifies what a signing key signs', async () => {
  const { key } = await generateSigningKey('sm2');
  const verdict = await opensslVerifySm2(message, await key.sign(message), key.publicKey);
  assert(verdict.ok, verdict.text);
  const ecdsa = await generateSigningKey('ecdsa-p256');
  const loaded = createPrivateKey({ key: Buffer.from(ecdsa.pkcs8), format: 'der', type: 'pkcs8' });
  assert(verify('sha256', message, loaded, await ecdsa.key.sign(message)));
});

test('ECDSA signatures out of range are refused', async () => {
  const { key } = await generateSigningKey('ecdsa-p256');
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const raw = decodeSignature(await key.sign(message));
  const [r, s] = [toBigInt(raw.subarray(0, 32)), toBigInt(raw.subarray(32))];
  const der = (...values: bigint[]) => encodeTlv(tag.sequence, ...values.map(encodeInteger));
  for (const bad of [der(0n, s), der(r, order), der(r + order, s)]) {
    assert.equal(await verifySignature('ecdsa-p256', message, bad, key.publicKey), false);
  }
});

test('an SM2 key for decryption comes out as it went in, if its halves belong together', async () => {
  const { privateKey, publicKey } = generateSm2KeyPair();
  assert.equal(toBigInt(importSm2PrivateKey(encodeSm2PrivateKey(privateKey, publicKey))), toBigInt(privateKey));
  const foreign = encodeSm2PrivateKey(privateKey, generateSm2KeyPair().publicKey);
  assert.throws(() => importSm2PrivateKey(foreign), rejects('KEY_INVALID'));
  await assert.rejects(importSigningKey(foreign), rejects('KEY_INVALID'));
  const { pkcs8 } = await generateSigningKey('ecdsa-p256');
  assert.throws(() => importSm2PrivateKey(pkcs8), rejects('KEY_INVALID'));
  assert.throws(() => sm2PublicKey(new Uint8Array(32).fill(0xff)), rejects('KEY_INVALID'));
});

test('PEM: several blocks, chosen by label', () => {
  const [a, b] = [new Uint8Array(100).fill(1), new Uint8Array(49).fill(2)];
  const pem = `${toPem('CERTIFICATE', a)}some text\n${toPem('PRIVATE KEY', b)}`.replaceAll('\n', '\r\n');
  assert.deepEqual(fromPem(pem), [a, b]);
  assert.deepEqual(fromPem(pem, 'PRIVATE KEY'), [b]);
  assert.deepEqual(fromPem('nothing'), []);
  assert.throws(() => fromPem('-----BEGIN X-----\nA===B\n-----END X-----'), rejects('ASN1_MALFORMED'));
});
