import { AlgorithmIdentifier, Extensions, SubjectPublicKeyInfo, Name as X500Name } from '@peculiar/asn1-x509';
import { checkDer } from '../asn1/check-der.ts';
import { readAll, readBits, readInteger, readOid, readSingle, type Tlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import { checkSubjectKey, keyAlgorithmOf, type SigningAlgorithm, signatureAlgorithmOf } from '../keys/algorithm.ts';
import { decodeName, type Name, nameText } from '../x509/name.ts';
import { decodeSubjectAltName } from '../x509/subject-alt-name.ts';

export type CertificationRequest = {
  der: Uint8Array;
  subject: Name;
  /** The whole subject for people. */
  subjectText: string;
  /** 65 bytes, 04‖X‖Y. */
  publicKey: Uint8Array;
  publicKeyAlgorithm: SigningAlgorithm;
  /** Asked for in extensionRequest; the CA decides. */
  dnsNames: string[];
  ipAddresses: string[];
  /** All attributes: type in dotted decimal, values in DER. */
  attributes: { type: string; values: Uint8Array[] }[];
  signatureAlgorithm: SigningAlgorithm;
  /** DER CertificationRequestInfo: the bytes that are signed. */
  signedInfo: Uint8Array;
  signature: Uint8Array;
};

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `CertificationRequest: ${why}`);

/**
 * Attribute { type, SET OF value }. CFCA's own tools write the value of challengePassword and of their temporary public key
 * (1.2.840.113549.1.9.63) without the SET around it, which is why this is not left to the library's schema.
 */
function readAttribute({ raw }: Tlv) {
  const [type, value, extra] = readAll(readSingle(raw, tag.sequence).content);
  if (!value || extra) throw malformed('an attribute has two members');
  const values = value.tag === tag.set ? readAll(value.content).map((member) => member.raw) : [value.raw];
  if (values.length === 0) throw malformed('an attribute without value');
  return { type: readOid(type), values };
}

/** RFC 2985 §5.4.2: a single attribute with a single value. */
function requestedNames(attributes: CertificationRequest['attributes']) {
  const [found, second] = attributes.filter(({ type }) => type === oid.extensionRequest);
  const [value, extra] = found?.values ?? [];
  if (second || extra) throw malformed('extensionRequest is not single');
  const altName = value && decode(value, Extensions).find(({ extnID }) => extnID === oid.subjectAltName);
  return altName ? decodeSubjectAltName(new Uint8Array(altName.extnValue.buffer)) : { dnsNames: [], ipAddresses: [] };
}

/**
 * Parses a PKCS#10 request (RFC 2986 §4) with an SM2 or P-256 key; its signature is left to {@link verifyCertificationRequest}.
 * @throws GmError ASN1_MALFORMED, ALGORITHM_UNSUPPORTED or KEY_INVALID
 * @example
 * import { createCertificationRequest, parseCertificationRequest } from '@bedsign/gm';
 * const request = await createCertificationRequest({ subject: { C: 'CN', O: 'Hospital', CN: 'Ward 3' }, key });
 * console.log(parseCertificationRequest(request).subjectText);
 */
export function parseCertificationRequest(der: Uint8Array): CertificationRequest {
  checkDer(der);
  const [info, signatureAlgorithm, signature, extra] = readAll(readSingle(der, tag.sequence).content);
  if (!info || !signatureAlgorithm || extra) throw malformed('three members expected');
  const [version, name, keyInfo, attributeSet, more] = readAll(readSingle(info.raw, tag.sequence).content);
  if (!name || !keyInfo || more) throw malformed('three or four members expected in its info');
  if (readInteger(version) !== 0n) throw malformed('version is not 0');
  if (attributeSet && attributeSet.tag !== tag.context0) throw malformed('attributes expected');
  const subject = decode(name.raw, X500Name);
  const { algorithm, subjectPublicKey } = decode(keyInfo.raw, SubjectPublicKeyInfo);
  const publicKeyAlgorithm = keyAlgorithmOf(algorithm);
  const publicKey = new Uint8Array(subjectPublicKey);
  checkSubjectKey(publicKeyAlgorithm, publicKey);
  const attributes = attributeSet ? readAll(attributeSet.content).map(readAttribute) : [];
  return {
    der,
    subject: decodeName(subject),
    subjectText: nameText(subject),
    publicKey,
    publicKeyAlgorithm,
    ...requestedNames(attributes),
    attributes,
    signatureAlgorithm: signatureAlgorithmOf(decode(signatureAlgorithm.raw, AlgorithmIdentifier)),
    signedInfo: info.raw,
    signature: readBits(signature),
  };
}
