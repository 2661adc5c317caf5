import { ascii } from '../bytes.ts';
import {
  answerOcspRequest,
  createCertificationRequest,
  createOcspRequest,
  createPkcs12,
  createTimeStampQuery,
  decryptPrivateKey,
  encryptPrivateKey,
  envelop,
  fromPem,
  generateSigningKey,
  importSigningKey,
  issueCrl,
  openEnvelope,
  openSm2EnvelopedKey,
  parseCertificate,
  parseCertificationRequest,
  parseCrl,
  parseOcspResponse,
  parsePkcs12,
  parseSignedData,
  parseTimeStampReply,
  parseTimeStampToken,
  sealSm2EnvelopedKey,
  signDetached,
  sm2Decrypt,
  sm2Encrypt,
  sm2Sign,
  sm2Verify,
  sm3,
  toPem,
  unpadDer,
  verifyTimeStampToken,
} from '../index.ts';
import { demoAuthority, issueTo } from '../judge/demo-authority.ts';
import { generateSm2KeyPair } from '../sm2/keys.ts';

/** A parser, and a well-formed input for it to damage. */
export type FuzzTarget = { name: string; sample: Uint8Array; parse: (bytes: Uint8Array) => unknown };

const text = new TextDecoder();
const message = new Uint8Array(5);

/** Every parser of this room. */
export async function fuzzTargets(): Promise<FuzzTarget[]> {
  const { privateKey, publicKey } = generateSm2KeyPair();
  const demo = await demoAuthority('sm2');
  const { signer, issuing, answer, root } = demo;
  const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message), nonce: new Uint8Array(8) });
  const { reply } = await answer(query);
  const { token } = parseTimeStampReply(reply);
  const bareQuery = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message), certReq: false });
  const { token: bareToken } = parseTimeStampReply((await answer(bareQuery)).reply);
  const cms = await signDetached({
    content: message,
    ...signer,
    chain: [], // a small sample: most of the time goes into certificates
    timeStamp: async () => bareToken,
  });
  const gmCms = await signDetached({ content: message, ...signer, chain: [], dialect: 'gmt0010' });
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
  const reader = await issueTo('收件人', 'sm2', root, { keyUsage: ['keyEncipherment'], publicKey });
  const envelopes = (['sm4-gcm', 'sm4-cbc'] as const).map((cipher) => ({
    name: `openEnvelope ${cipher}`,
    sample: envelop({ content: message, recipients: [reader.certificate], cipher }),
    parse: (bytes: Uint8Array) => openEnvelope(bytes, { certificate: reader.certificate, privateKey }),
  }));
  const pfx = await createPkcs12({
    pkcs8: signer.pkcs8,
    certificate: signer.certificate,
    chain: [],
    password: 'password',
    options: { iterations: 1 },
  });
  return [
    ...envelopes,
    { name: 'parsePkcs12', sample: pfx, parse: (bytes) => parsePkcs12(bytes, 'password') },
    {
      name: 'openSm2EnvelopedKey',
      sample: sealSm2EnvelopedKey(privateKey, publicKey),
      parse: (bytes) => openSm2EnvelopedKey(bytes, privateKey),
    },
    { name: 'parseCertificate', sample: signer.certificate, parse: parseCertificate },
    { name: 'parseCertificationRequest', sample: request, parse: parseCertificationRequest },
    { name: 'parseCrl', sample: crl, parse: parseCrl },
    { name: 'answerOcspRequest', sample: ocspRequest, parse: (bytes) => answerOcspRequest(bytes, responder) },
    { name: 'parseOcspResponse', sample: ocsp.response, parse: parseOcspResponse },
    { name: 'parseSignedData', sample: cms, parse: (bytes) => parseSignedData(bytes) },
    { name: 'parseSignedData gmt0010', sample: gmCms, parse: (bytes) => parseSignedData(bytes) },
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
    {
      name: 'fromPem',
      sample: ascii(toPem('CERTIFICATE', signer.certificate)),
      parse: (bytes) => fromPem(text.decode(bytes)),
    },
  ];
}
