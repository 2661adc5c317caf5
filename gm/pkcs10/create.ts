import { Extensions } from '@peculiar/asn1-x509';
import { encodeBits, encodeInteger, encodeOid, encodeSet, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { encode } from '../asn1/structure.ts';
import { signatureIdentifier, subjectPublicKeyInfo } from '../keys/algorithm.ts';
import type { SigningKey } from '../keys/key.ts';
import { extension } from '../x509/extensions.ts';
import { encodeName, type Name } from '../x509/name.ts';
import { encodeSubjectAltName, type SubjectAltName } from '../x509/subject-alt-name.ts';

/** The attribute extensionRequest (RFC 2985 §5.4.2) with the names of a machine, if it has any. */
function extensionRequest(names: SubjectAltName): Uint8Array {
  const value = encodeSubjectAltName(names);
  if (!value) return new Uint8Array();
  const extensions = encode(new Extensions([extension(oid.subjectAltName, false, value)]));
  return encodeTlv(tag.sequence, encodeOid(oid.extensionRequest), encodeSet([extensions]));
}

/**
 * A PKCS#10 certification request (RFC 2986 §4, GM/T 0092): asks a CA for a certificate of `key`, whose signature proves that
 * the asker holds it. SM2-with-SM3 or ECDSA with SHA-256, by the key.
 * @returns DER CertificationRequest, for PEM the label `CERTIFICATE REQUEST`
 * @example
 * import { createCertificationRequest, generateSigningKey, toPem } from '@bedsign/gm';
 * const { key } = await generateSigningKey('sm2');
 * const request = await createCertificationRequest({ subject: { C: 'CN', O: 'Hospital', CN: 'Ward 3' }, key });
 * console.log(toPem('CERTIFICATE REQUEST', request));
 */
export async function createCertificationRequest(
  request: { subject: Name; key: SigningKey } & SubjectAltName,
): Promise<Uint8Array> {
  const { key } = request;
  const info = encodeTlv(
    tag.sequence,
    encodeInteger(0n), // version v1
    encode(encodeName(request.subject)),
    encode(subjectPublicKeyInfo(key.algorithm, key.publicKey)),
    encodeTlv(tag.context0, extensionRequest(request)),
  );
  return encodeTlv(tag.sequence, info, encode(signatureIdentifier(key.algorithm)), encodeBits(await key.sign(info)));
}
