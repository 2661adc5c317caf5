import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import {
  answerOcspRequest,
  createCertificationRequest,
  createOcspRequest,
  createTimeStampQuery,
  decryptPrivateKey,
  encryptPrivateKey,
  fromPem,
  GmError,
  generateSigningKey,
  importSigningKey,
  issueCrl,
  parseCertificate,
  parseCertificationRequest,
  parseCrl,
  parseOcspResponse,
  parseSignedData,
  parseTimeStampReply,
  parseTimeStampToken,
  signDetached,
  sm2Decrypt,
  sm2Encrypt,
  sm2Sign,
  sm2Verify,
  sm3,
  unpadDer,
  verifyTimeStampToken,
} from './index.ts';
import { demoAuthority } from './judge/demo-authority.ts';
import { generateSm2KeyPair } from './sm2/keys.ts';

const { privateKey, publicKey } = generateSm2KeyPair();
const message = new Uint8Array(5);

/** Each parser with a well-formed input to mutate. */
const parsers: { name: string; sample: Uint8Array; parse: (bytes: Uint8Array) => unknown }[] = [];

before(async () => {
  const demo = await demoAuthority('sm2');
  const { signer, issuing, answer, root } = demo;
  const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message), nonce: new Uint8Array(8) });
  const { reply } = await answer(query);
  const { token } = parseTimeStampReply(reply);
  const cms = await signDetached({
    content: message,
    ...signer,
    chain: [issuing.certificate],
    timeStamp: async () => token,
  });
  const verifyToken = (bytes: Uint8Array) =>
    verifyTimeStampToken({ token: bytes, signatureValue: message, anchors: [root.certificate] });
  const request = await createCertificationRequest({ subject: signer.name, key: signer.key, dnsNames: ['a.example'] });
  const crl = await issueCrl({
    issuer: issuing,
    number: 1n,
    thisUpdate: new Date(),
    nextUpdate: new Date(Date.now() + 1e6),
    revoked: [{ serialNumber: '01', revocationDate: new Date(), reason: 'superseded', invalidityDate: new Date() }],
  });
  const responder = {
    key: root.key,
    certificate: root.certificate,
    issuer: root.certificate,
    status: async () => 'good' as const,
    now: () => new Date(),
    validityMs: 1e6,
  };
  const ocspRequest = await createOcspRequest({
    certificate: issuing.certificate,
    issuer: root.certificate,
    nonce: new Uint8Array(32),
  });
  const ocsp = await answerOcspRequest(ocspRequest, responder);
  parsers.push(
    { name: 'parseCertificate', sample: signer.certificate, parse: parseCertificate },
    { name: 'parseCertificationRequest', sample: request, parse: parseCertificationRequest },
    { name: 'parseCrl', sample: crl, parse: parseCrl },
    { name: 'answerOcspRequest', sample: ocspRequest, parse: (bytes) => answerOcspRequest(bytes, responder) },
    { name: 'parseOcspResponse', sample: ocsp.response, parse: parseOcspResponse },
    { name: 'parseSignedData', sample: cms, parse: (bytes) => parseSignedData(bytes) },
    { name: 'verifyTimeStampToken', sample: token, parse: verifyToken },
    { name: 'parseTimeStampToken', sample: token, parse: parseTimeStampToken },
    { name: 'parseTimeStampReply', sample: reply, parse: parseTimeStampReply },
    { name: 'importSigningKey', sample: (await generateSigningKey('sm2')).pkcs8, parse: importSigningKey },
    { name: 'importSigningKey P-256', sample: (await generateSigningKey('ecdsa-p256')).pkcs8, parse: importSigningKey },
    {
      name: 'decryptPrivateKey',
      sample: await encryptPrivateKey(signer.pkcs8, 'password', { iterations: 1 }),
      parse: (bytes) => decryptPrivateKey(bytes, 'password'),
    },
    { name: 'sm2Decrypt', sample: sm2Encrypt(message, publicKey), parse: (bytes) => sm2Decrypt(bytes, privateKey) },
    { name: 'unpadDer', sample: cms, parse: unpadDer },
    { name: 'answerTimeStampQuery', sample: query, parse: (bytes) => answer(bytes) },
    {
      name: 'sm2Verify',
      sample: sm2Sign(message, privateKey),
      parse: (bytes) => sm2Verify(message, bytes, publicKey),
    },
  );
});

async function onlyGmErrors(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): Promise<void> {
  try {
    await parse(bytes);
  } catch (error) {
    assert(error instanceof GmError, `threw ${error}`);
  }
}

test('random bytes and mutated structures fail with GmError only', async () => {
  const mutation = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.nat(3), grow: fc.nat(3) });
  for (const { name, sample, parse } of parsers) {
    await parse(sample);
    const random = fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => onlyGmErrors(parse, bytes));
    const mutated = fc.asyncProperty(mutation, ({ at, byte, cut, grow }) => {
      const bytes = sample.with(at % sample.length, byte).subarray(0, sample.length - (cut === 1 ? at % 50 : 0));
      return onlyGmErrors(parse, new Uint8Array([...bytes, ...new Uint8Array(grow === 1 ? 2 : 0)]));
    });
    await assert.doesNotReject(fc.assert(random, { numRuns: 200 }), name);
    await assert.doesNotReject(fc.assert(mutated, { numRuns: 200 }), name);
  }
});

test('deep nesting does not overflow', async () => {
  const deep = new Uint8Array(100_000).fill(0x30);
  for (const { parse } of parsers) await onlyGmErrors(parse, deep);
});

test('PEM: any text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const pem = `-----BEGIN X-----\n${text}\n-----END X-----`;
      try {
        fromPem(pem);
      } catch (error) {
        assert(error instanceof GmError);
      }
    }),
  );
});
