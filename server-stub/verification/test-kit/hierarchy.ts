import {
  answerTimeStampQuery,
  createTimeStamper,
  createTimeStampQuery,
  digest,
  generateSigningKey,
  issueCertificate,
  parseTimeStampReply,
  type SigningKey,
  signDetached,
  sm3,
} from '@bedsign/gm';

type Validity = { notBefore: Date; notAfter: Date };

const year = 365 * 24 * 3600 * 1000;
const around = (now: Date, years: number): Validity => ({
  notBefore: new Date(now.getTime() - 3600_000),
  notAfter: new Date(now.getTime() + years * year),
});

export type TsaOptions = { extendedKeyUsage?: 'timeStamping' | 'serverAuth'; genTime?: Date };

/** A small test hierarchy: one root, one issuing CA, one TSA, and event certificates as asked for. */
export const makeHierarchy = async (now = new Date()) => {
  const name = (CN: string) => ({ C: 'CN', O: '测试医院', CN });
  const [root, issuing, tsa] = await Promise.all(
    ['sm2', 'sm2', 'sm2'].map(async () => (await generateSigningKey('sm2')).key),
  );
  if (!root || !issuing || !tsa) throw new Error('no keys');
  const rootCertificate = await issueCertificate({
    issuer: { name: name('测试根'), key: root },
    subject: name('测试根'),
    publicKey: root.publicKey,
    publicKeyAlgorithm: 'sm2',
    ...around(now, 20),
    ca: {},
    keyUsage: ['keyCertSign', 'cRLSign'],
  });
  const issuingCertificate = await issueCertificate({
    issuer: { name: name('测试根'), key: root, certificate: rootCertificate },
    subject: name('测试签发'),
    publicKey: issuing.publicKey,
    publicKeyAlgorithm: 'sm2',
    ...around(now, 10),
    ca: { pathLength: 0 },
    keyUsage: ['keyCertSign', 'cRLSign'],
  });
  const issuer = { name: name('测试签发'), key: issuing, certificate: issuingCertificate };

  const eventCertificate = async (evidenceDigest: Uint8Array, key: SigningKey, validity = around(now, 1)) =>
    issueCertificate({
      issuer,
      subject: name('张三'),
      publicKey: key.publicKey,
      publicKeyAlgorithm: 'sm2',
      ...validity,
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      biometricHash: evidenceDigest,
    });

  const timeStamp = async (signature: Uint8Array, options: TsaOptions = {}): Promise<Uint8Array> => {
    const certificate = await issueCertificate({
      issuer,
      subject: name('测试时间戳'),
      publicKey: tsa.publicKey,
      publicKeyAlgorithm: 'sm2',
      ...around(now, 5),
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: [options.extendedKeyUsage ?? 'timeStamping'],
    });
    const query = createTimeStampQuery({
      digestAlgorithm: 'sm3',
      digest: await digest('sm3', signature),
      certReq: true,
    });
    const authority = { key: tsa, certificate, chain: [issuingCertificate], policy: '1.3.6.1.4.1.99999.1' };
    const genTime = (options.genTime ?? now).getTime();
    const { reply } = await answerTimeStampQuery(query, await createTimeStamper(authority), () => ({
      serial: Uint8Array.of(0x12, 0x67),
      genTime,
      accuracyMs: 1000,
    }));
    return parseTimeStampReply(reply).token;
  };

  /** What `sealDocument` calls with the digest of the covered bytes: CMS of a fresh event certificate. */
  const signer =
    (evidenceDigest: Uint8Array, options: TsaOptions & { validity?: Validity; stampOf?: Uint8Array } = {}) =>
    async (documentDigest: Uint8Array): Promise<Uint8Array> => {
      const { key } = await generateSigningKey('sm2');
      return signDetached({
        content: { digest: documentDigest },
        key,
        certificate: await eventCertificate(evidenceDigest, key, options.validity),
        chain: [issuingCertificate],
        timeStamp: (signature) => timeStamp(options.stampOf ?? signature, options),
      });
    };

  return { rootCertificate, issuingCertificate, signer, now };
};

export const sm3Of = (text: string): Uint8Array => sm3(new TextEncoder().encode(text));
