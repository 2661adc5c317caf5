import { CertID } from '@peculiar/asn1-ocsp';
import { OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { oid } from '../asn1/oids.ts';
import { encode, toBuffer } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { type HashName, hashIdentifier } from '../keys/algorithm.ts';
import { digest } from '../keys/digest.ts';
import type { CertificateEntry } from '../x509/parse.ts';

/** Which hash names the issuer in a CertID. It only looks the CA up, so that SHA-1, which most clients send, does no harm. */
export type CertIdHash = HashName | 'sha1';

const hashes: readonly CertIdHash[] = ['sha1', 'sm3', 'sha256', 'sha384', 'sha512'];

const sha1 = async (data: Uint8Array) =>
  new Uint8Array(await globalThis.crypto.subtle.digest('SHA-1', Uint8Array.from(data)));

/** SHA-1 of a public key: KeyHash of a ResponderID (RFC 6960 §4.2.1). */
export const keyHash = (publicKey: Uint8Array): Promise<Uint8Array> => sha1(publicKey);

const certIdHash = (hash: CertIdHash, data: Uint8Array) => (hash === 'sha1' ? sha1(data) : digest(hash, data));

const identifier = (hash: CertIdHash) =>
  hash === 'sha1' ? new AlgorithmIdentifier({ algorithm: oid.sha1, parameters: null }) : hashIdentifier(hash);

const octets = (bytes: Uint8Array) => new OctetString(toBuffer(bytes));

/** CertID (RFC 6960 §4.1.1): hashes of the issuer's name and key, and the serial number as the certificate encodes it. */
export async function certIdOf(issuer: CertificateEntry, serialNumber: ArrayBuffer, hash: CertIdHash): Promise<CertID> {
  const { subject } = issuer.x509.tbsCertificate;
  return new CertID({
    hashAlgorithm: identifier(hash),
    issuerNameHash: octets(await certIdHash(hash, encode(subject))),
    issuerKeyHash: octets(await certIdHash(hash, issuer.certificate.publicKey)),
    serialNumber,
  });
}

/** Whether it names a certificate of this CA; by a hash that is not spoken here it names none. */
export async function isOfIssuer(certId: CertID, issuer: CertificateEntry): Promise<boolean> {
  const hash = hashes.find((name) => oid[name] === certId.hashAlgorithm.algorithm);
  if (!hash) return false;
  const expected = await certIdOf(issuer, certId.serialNumber, hash);
  return (['issuerNameHash', 'issuerKeyHash'] as const).every((name) =>
    equalBytes(new Uint8Array(certId[name].buffer), new Uint8Array(expected[name].buffer)),
  );
}
