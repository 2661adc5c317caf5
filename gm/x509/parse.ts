import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage as ExtendedKeyUsageSyntax,
  type Extension,
  KeyUsage as KeyUsageSyntax,
  SubjectKeyIdentifier,
  Version,
  Certificate as X509,
} from '@peculiar/asn1-x509';
import { oid } from '../asn1/oids.ts';
import { decode } from '../asn1/structure.ts';
import { latin1, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { checkSubjectKey, keyAlgorithmOf, type SigningAlgorithm, signatureAlgorithmOf } from '../keys/algorithm.ts';
import { decodeBiometricInfo } from './biometric-info.ts';
import { type KeyUsage, keyUsageBits } from './key-usage.ts';
import { decodeName, type Name, nameText } from './name.ts';
import { serialNumberText } from './serial-number.ts';

export type Certificate = {
  der: Uint8Array;
  subject: Name;
  issuer: Name;
  /** The whole subject for people. */
  subjectText: string;
  /** Hex, as encoded. */
  serialNumber: string;
  notBefore: Date;
  notAfter: Date;
  /** 65 bytes, 04‖X‖Y. */
  publicKey: Uint8Array;
  publicKeyAlgorithm: SigningAlgorithm;
  signatureAlgorithm: SigningAlgorithm;
  ca: boolean;
  pathLength?: number;
  /** Empty when the extension is absent. */
  keyUsage: KeyUsage[];
  /** OIDs; empty when the extension is absent. */
  extendedKeyUsage: string[];
  biometricHash?: Uint8Array;
  /** Hex. */
  subjectKeyIdentifier?: string;
  authorityKeyIdentifier?: string;
  /** OIDs of the critical extensions. */
  criticalExtensions: string[];
};

type ExtensionFields = Pick<Certificate, 'ca' | 'keyUsage' | 'extendedKeyUsage'> & Partial<Certificate>;

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `certificate: ${why}`);

const hexOf = (identifier: { buffer: ArrayBuffer }) => toHex(new Uint8Array(identifier.buffer));

/** How each known extension fills the certificate. */
const readers: Record<string, (value: Uint8Array) => Partial<ExtensionFields>> = {
  [oid.basicConstraints](value) {
    const { cA, pathLenConstraint } = decode(value, BasicConstraints);
    if (pathLenConstraint === undefined) return { ca: cA };
    if (Number(pathLenConstraint) < 0) throw malformed('negative path length');
    return { ca: cA, pathLength: Number(pathLenConstraint) };
  },
  [oid.keyUsage](value) {
    const flags = decode(value, KeyUsageSyntax).toNumber();
    return { keyUsage: keyUsageBits.filter((_, bit) => flags & (1 << bit)) };
  },
  [oid.extKeyUsage]: (value) => ({ extendedKeyUsage: [...decode(value, ExtendedKeyUsageSyntax)] }),
  [oid.subjectKeyIdentifier]: (value) => ({ subjectKeyIdentifier: hexOf(decode(value, SubjectKeyIdentifier)) }),
  [oid.authorityKeyIdentifier](value) {
    const { keyIdentifier } = decode(value, AuthorityKeyIdentifier);
    return keyIdentifier ? { authorityKeyIdentifier: hexOf(keyIdentifier) } : {};
  },
  [oid.biometricInfo]: (value) => ({ biometricHash: decodeBiometricInfo(value) }),
};

function readExtensions(extensions: readonly Extension[]): ExtensionFields {
  const fields: ExtensionFields = { ca: false, keyUsage: [], extendedKeyUsage: [] };
  for (const { extnID, extnValue } of extensions) {
    Object.assign(fields, readers[extnID]?.(new Uint8Array(extnValue.buffer)));
  }
  return fields;
}

function checkShape({ tbsCertificate, signatureAlgorithm }: X509): void {
  const extensions = tbsCertificate.extensions ?? [];
  const distinct = new Set(extensions.map(({ extnID }) => extnID));
  // RFC 5280 §4.1.1.2, §4.1.2.1 and §4.2.
  if (!tbsCertificate.signature.isEqual(signatureAlgorithm)) throw malformed('the two signature algorithms differ');
  if (extensions.length > 0 && tbsCertificate.version !== Version.v3) throw malformed('extensions before version 3');
  if (distinct.size !== extensions.length) throw malformed('an extension appears twice');
}

/** The certificate as its users see it, and the structure it was read from. */
export type CertificateEntry = { certificate: Certificate; x509: X509 };

function readAnew(der: Uint8Array): CertificateEntry {
  const x509 = decode(der, X509);
  checkShape(x509);
  const { tbsCertificate: tbs } = x509;
  const extensions = Array.from(tbs.extensions ?? []);
  const publicKey = new Uint8Array(tbs.subjectPublicKeyInfo.subjectPublicKey);
  const publicKeyAlgorithm = keyAlgorithmOf(tbs.subjectPublicKeyInfo.algorithm);
  checkSubjectKey(publicKeyAlgorithm, publicKey);
  const certificate: Certificate = {
    der,
    subject: decodeName(tbs.subject),
    issuer: decodeName(tbs.issuer),
    subjectText: nameText(tbs.subject),
    serialNumber: serialNumberText(new Uint8Array(tbs.serialNumber)),
    notBefore: tbs.validity.notBefore.getTime(),
    notAfter: tbs.validity.notAfter.getTime(),
    publicKey,
    publicKeyAlgorithm,
    signatureAlgorithm: signatureAlgorithmOf(x509.signatureAlgorithm),
    ...readExtensions(extensions),
    criticalExtensions: extensions.filter(({ critical }) => critical).map(({ extnID }) => extnID),
  };
  return { certificate, x509 };
}

const limit = 64;

/** The certificates read last, by their bytes, the latest at the end: the same few chains are read with every signature. */
const lastRead = new Map<string, CertificateEntry>();

/** Shares what it returns with whoever reads the same certificate: nobody writes to it. */
export function readCertificate(der: Uint8Array): CertificateEntry {
  const name = latin1(der);
  const entry = lastRead.get(name) ?? readAnew(Uint8Array.from(der));
  lastRead.delete(name);
  lastRead.set(name, entry);
  const [oldest] = lastRead.keys();
  if (lastRead.size > limit && oldest !== undefined) lastRead.delete(oldest);
  return entry;
}

/**
 * Parses an X.509 certificate (RFC 5280 §4.1, GM/T 0015) with an SM2 or P-256 key. GmError ASN1_MALFORMED,
 * ALGORITHM_UNSUPPORTED or KEY_INVALID.
 * @example
 * import { parseCertificate } from '@bedsign/gm';
 * const { subjectText, notAfter } = parseCertificate(certificate);
 * console.log(subjectText, notAfter);
 */
export const parseCertificate = (der: Uint8Array): Certificate => readCertificate(der).certificate;
