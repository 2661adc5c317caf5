import { decodeBundle, decodeEnvelope, decodeSignedEvidence, equalBytes } from '@bedsign/contract';
import {
  fingerprint,
  generateSigningKey,
  generateSm2KeyPair,
  issueCertificate,
  type Name,
  sm2Decrypt,
  sm4GcmDecrypt,
  toPem,
} from '@bedsign/gm';

const dates = () => ({ notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) });

/** A root that issues what a test's server needs, and opens evidence as the real server does. */
export const createAuthority = async () => {
  const { key } = await generateSigningKey('sm2');
  const name: Name = { CN: 'Test Root' };
  const root = await issueCertificate({
    issuer: { name, key },
    subject: name,
    publicKey: key.publicKey,
    publicKeyAlgorithm: 'sm2',
    ca: {},
    keyUsage: ['keyCertSign', 'cRLSign'],
    ...dates(),
  });
  const issue = (CN: string, publicKey: Uint8Array, keyUsage: 'digitalSignature' | 'keyEncipherment') =>
    issueCertificate({
      issuer: { name, key, certificate: root },
      subject: { CN },
      publicKey,
      publicKeyAlgorithm: 'sm2',
      keyUsage: [keyUsage],
      ...dates(),
    });
  const evidenceKey = generateSm2KeyPair();
  const evidence = await issue('Test Evidence', evidenceKey.publicKey, 'keyEncipherment');
  const chain = (leaf: Uint8Array) => toPem('CERTIFICATE', leaf) + toPem('CERTIFICATE', root);

  return {
    rootPem: toPem('CERTIFICATE', root),
    evidenceChain: chain(evidence),
    deviceChain: async (serial: string, publicKey: Uint8Array) =>
      chain(await issue(serial, publicKey, 'digitalSignature')),
    open(envelopeBytes: Uint8Array) {
      const { recipient, wrappedKey, iv, ciphertext } = decodeEnvelope(envelopeBytes);
      if (!equalBytes(recipient, fingerprint(evidence))) throw new Error('encrypted to another certificate');
      const key = sm2Decrypt(wrappedKey, evidenceKey.privateKey);
      const signed = decodeSignedEvidence(sm4GcmDecrypt(key, iv, ciphertext));
      return { ...signed, decoded: decodeBundle(signed.bundle) };
    },
  };
};
export type Authority = Awaited<ReturnType<typeof createAuthority>>;
