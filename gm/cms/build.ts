import { encodeInteger, encodeOid, encodeSet, encodeTlv, readAll, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { GmError } from '../errors.ts';
import { profiles } from '../keys/algorithm.ts';
import { digest } from '../keys/digest.ts';
import type { SigningKey } from '../keys/key.ts';
import { type CmsDialect, dialects } from './dialects.ts';
import { encodeSigningCertificate } from './signing-certificate.ts';

// Written as DER directly: certificates go in as the bytes they are.

const sequence = (...members: readonly Uint8Array[]) => encodeTlv(tag.sequence, ...members);

/** Attribute with one value (RFC 5652 §5.3). */
export const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(encodeOid(type), encodeSet([value]));

/**
 * contentType, messageDigest (RFC 5652 §11.1, §11.2) and ESS signingCertificateV2 (RFC 5035) as the DER SET that is signed;
 * inside SignerInfo the same bytes stand under the tag [0] (§5.4).
 */
export async function signedAttributes(
  contentType: string,
  messageDigest: Uint8Array,
  { algorithm }: SigningKey,
  certificate: Uint8Array,
): Promise<Uint8Array> {
  const hash = profiles[algorithm].digest;
  const certificateHash = { algorithm: hash, hash: await digest(hash, certificate) };
  return encodeSet([
    attribute(oid.contentType, encodeOid(contentType)),
    attribute(oid.messageDigest, encodeTlv(tag.octetString, messageDigest)),
    attribute(oid.signingCertificateV2, encodeSigningCertificate(certificateHash)),
  ]);
}

/** IssuerAndSerialNumber, from the certificate's own bytes: Certificate { tbs { [0] version, serial, signature, issuer … } … }. */
export function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const [tbs] = readAll(readSingle(certificate, tag.sequence).content);
  const fields = tbs ? readAll(tbs.content) : [];
  const [serial, , issuer] = fields[0]?.tag === tag.context0 ? fields.slice(1) : fields;
  if (!issuer || !serial) throw new GmError('ASN1_MALFORMED', 'not a certificate');
  return sequence(issuer.raw, serial.raw);
}

/** The members of a set under an implicit context tag; nothing at all where there are none. */
export function taggedSet(contextTag: number, members: readonly Uint8Array[]): Uint8Array {
  if (members.length === 0) return new Uint8Array();
  return encodeTlv(contextTag, readSingle(encodeSet(members), tag.set).content);
}

export type SignedDataParts = {
  contentType: string;
  /** In whose names; those of RFC 5652 if absent. */
  dialect?: CmsDialect;
  /** Absent: detached. */
  content?: Uint8Array;
  key: SigningKey;
  /** The signer's own. */
  certificate: Uint8Array;
  /** All that travel inside. */
  certificates: readonly Uint8Array[];
  /** As {@link signedAttributes} made them. */
  signedAttributes: Uint8Array;
  signature: Uint8Array;
  unsignedAttributes?: readonly Uint8Array[];
};

function signerInfo(parts: SignedDataParts): Uint8Array {
  const { algorithm } = parts.key;
  const profile = profiles[algorithm];
  const signatureAlgorithm = algorithm === 'sm2' ? dialects[parts.dialect ?? 'cms'].sm2 : profile.signature;
  return sequence(
    encodeInteger(1n), // §5.3: 1 for issuerAndSerialNumber
    issuerAndSerial(parts.certificate),
    sequence(encodeOid(oid[profile.digest])),
    encodeTlv(tag.context0, readSingle(parts.signedAttributes, tag.set).content),
    sequence(encodeOid(signatureAlgorithm)),
    encodeTlv(tag.octetString, parts.signature),
    taggedSet(tag.context1, parts.unsignedAttributes ?? []),
  );
}

/** ContentInfo { signedData } with one SignerInfo (RFC 5652 §3, §5.1, §5.3; GM/T 0010 §8). */
export function buildSignedData(parts: SignedDataParts): Uint8Array<ArrayBuffer> {
  const { content } = parts;
  const names = dialects[parts.dialect ?? 'cms'];
  const signedData = sequence(
    encodeInteger(parts.contentType === names.data ? 1n : 3n), // §5.1
    encodeSet([sequence(encodeOid(oid[profiles[parts.key.algorithm].digest]))]),
    sequence(
      encodeOid(parts.contentType),
      content ? encodeTlv(tag.context0, encodeTlv(tag.octetString, content)) : new Uint8Array(),
    ),
    taggedSet(tag.context0, parts.certificates),
    encodeSet([signerInfo(parts)]),
  );
  return sequence(encodeOid(names.signedData), encodeTlv(tag.context0, signedData));
}
