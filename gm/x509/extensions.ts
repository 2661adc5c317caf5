import { OctetString } from '@peculiar/asn1-schema';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage as ExtendedKeyUsageSyntax,
  Extension,
  KeyIdentifier,
  KeyUsage as KeyUsageSyntax,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import { oid } from '../asn1/oids.ts';
import { encode, toBuffer } from '../asn1/structure.ts';
import { sm3 } from '../sm3/sm3.ts';
import { encodeBiometricInfo } from './biometric-info.ts';
import { type ExtendedKeyUsage, extendedKeyUsages, type KeyUsage, keyUsageBits } from './key-usage.ts';
import { encodeSubjectAltName, type SubjectAltName } from './subject-alt-name.ts';

export const extension = (extnID: string, critical: boolean, value: Uint8Array) =>
  new Extension({ extnID, critical, extnValue: new OctetString(toBuffer(value)) });

/** Leftmost 160 bits of a hash of the key (RFC 7093 §2 method 1, with SM3). */
export const keyIdentifierOf = (publicKey: Uint8Array): Uint8Array => sm3(publicKey).slice(0, 20);

export type ExtensionValues = SubjectAltName & {
  publicKey: Uint8Array;
  issuerKeyIdentifier: Uint8Array;
  ca?: { pathLength?: number } | undefined;
  keyUsage: readonly KeyUsage[];
  extendedKeyUsage?: readonly ExtendedKeyUsage[] | undefined;
  biometricHash?: Uint8Array | undefined;
  /** Tells clients not to ask about the revocation of this OCSP responder (RFC 6960 §4.2.2.2.1). */
  ocspNoCheck?: boolean | undefined;
};

/** BasicConstraints only for CAs: other tools trip over the empty SEQUENCE that DER asks for otherwise. */
const basicConstraints = ({ ca }: ExtensionValues) =>
  ca &&
  extension(oid.basicConstraints, true, encode(new BasicConstraints({ cA: true, pathLenConstraint: ca.pathLength })));

function keyUsage(values: ExtensionValues) {
  const flags = keyUsageBits.reduce((sum, name, bit) => (values.keyUsage.includes(name) ? sum | (1 << bit) : sum), 0);
  return extension(oid.keyUsage, true, encode(new KeyUsageSyntax(flags)));
}

/** Critical for time stamping, as RFC 3161 §2.3 demands. */
function extendedKeyUsage({ extendedKeyUsage: names = [] }: ExtensionValues) {
  if (names.length === 0) return undefined;
  const value = new ExtendedKeyUsageSyntax(names.map((name) => extendedKeyUsages[name]));
  return extension(oid.extKeyUsage, names.includes('timeStamping'), encode(value));
}

const subjectKeyIdentifier = ({ publicKey }: ExtensionValues) =>
  extension(oid.subjectKeyIdentifier, false, encode(new SubjectKeyIdentifier(toBuffer(keyIdentifierOf(publicKey)))));

const authorityKeyIdentifier = ({ issuerKeyIdentifier }: ExtensionValues) =>
  extension(
    oid.authorityKeyIdentifier,
    false,
    encode(new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(toBuffer(issuerKeyIdentifier)) })),
  );

function subjectAltName({ dnsNames, ipAddresses }: ExtensionValues) {
  const value = encodeSubjectAltName({ dnsNames, ipAddresses });
  return value && extension(oid.subjectAltName, false, value);
}

const biometricInfo = ({ biometricHash }: ExtensionValues) =>
  biometricHash && extension(oid.biometricInfo, false, encodeBiometricInfo(biometricHash));

const ocspNoCheck = (values: ExtensionValues) =>
  values.ocspNoCheck ? extension(oid.ocspNoCheck, false, new Uint8Array([5, 0])) : undefined; // NULL

const builders = [
  basicConstraints,
  keyUsage,
  extendedKeyUsage,
  subjectKeyIdentifier,
  authorityKeyIdentifier,
  subjectAltName,
  biometricInfo,
  ocspNoCheck,
];

/** The extensions of a new certificate (RFC 5280 §4.2), in the order of the table above. */
export const buildExtensions = (values: ExtensionValues): Extension[] =>
  builders.flatMap((build) => build(values) ?? []);
