import { integerContent } from '../asn1/der.ts';
import type { SigningAlgorithm } from '../keys/algorithm.ts';
import { generateSigningKey } from '../keys/generate-signing-key.ts';
import type { SigningKey } from '../keys/key.ts';
import { answerTimeStampQuery } from '../tsp/answer.ts';
import type { Authority } from '../tsp/authority.ts';
import { createTimeStamper } from '../tsp/stamper.ts';
import { type CertificateRequest, issueCertificate } from '../x509/issue.ts';
import type { Name } from '../x509/name.ts';

const day = 86_400_000;
export const notBefore = new Date(Math.floor(Date.now() / 1000) * 1000 - day);
export const notAfter = new Date(notBefore.getTime() + 365 * day);
export const policy = '2.25.338770000845734292534325025077361652240';

export const nameOf = (CN: string): Name => ({ C: 'CN', O: '演示医院', CN });

type Holder = { key: SigningKey; certificate: Uint8Array; name: Name; pkcs8: Uint8Array };

/** A holder's key and certificate; `overrides` change what the tests want to have wrong. */
export async function issueTo(
  CN: string,
  algorithm: SigningAlgorithm,
  issuer: Holder | 'self',
  overrides: Partial<CertificateRequest>,
): Promise<Holder> {
  const { key, pkcs8 } = await generateSigningKey(algorithm);
  const name = nameOf(CN);
  const certificate = await issueCertificate({
    issuer: issuer === 'self' ? { name, key } : issuer,
    subject: name,
    publicKey: key.publicKey,
    publicKeyAlgorithm: algorithm,
    notBefore,
    notAfter,
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    ...overrides,
  });
  return { key, certificate, name, pkcs8 };
}

const authority = { ca: {}, keyUsage: ['keyCertSign', 'cRLSign'] } as const;

/** Root, issuing CA, a signer, and a time-stamp authority: what most tests start from. */
export async function demoAuthority(algorithm: SigningAlgorithm) {
  const root = await issueTo('演示根', algorithm, 'self', authority);
  const issuing = await issueTo('演示签发', algorithm, root, { ...authority, ca: { pathLength: 0 } });
  const signer = await issueTo('张三', algorithm, issuing, { biometricHash: new Uint8Array(32).fill(7) });
  const stamper = await issueTo('演示时间戳', algorithm, issuing, {
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['timeStamping'],
  });
  const tsa: Authority = { key: stamper.key, certificate: stamper.certificate, chain: [issuing.certificate], policy };
  let serial = 0xffff_ffff_ffff_fff0n;
  /** Answers a query, with what the tests want to have other than usual. */
  const answer = async (query: Uint8Array, changes: Partial<Authority> & { genTime?: number } = {}) => {
    const stamp = { serial: magnitude(++serial), genTime: changes.genTime ?? Date.now(), accuracyMs: 1500 };
    const made = await createTimeStamper({ ...tsa, ...changes });
    return { ...(await answerTimeStampQuery(query, made, () => stamp)), serial };
  };
  return { root, issuing, signer, stamper, tsa, answer };
}

const magnitude = (value: bigint): Uint8Array => {
  const content = integerContent(value);
  return content[0] === 0 ? content.subarray(1) : content;
};
