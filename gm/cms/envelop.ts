import { encodeInteger, encodeOid, encodeSet, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { sm2Encrypt } from '../sm2/encrypt.ts';
import { sm4CbcEncrypt } from '../sm4/cbc.ts';
import { sm4GcmEncrypt } from '../sm4/gcm.ts';
import { parseCertificate } from '../x509/parse.ts';
import { leafObjection } from '../x509/purpose.ts';
import { issuerAndSerial } from './build.ts';
import { type CmsDialect, type ContentCipher, dialects } from './dialects.ts';

const sequence = (...members: readonly Uint8Array[]) => encodeTlv(tag.sequence, ...members);
const octets = (bytes: Uint8Array) => encodeTlv(tag.octetString, bytes);
const implicitContent = 0x80; // [0] IMPLICIT OCTET STRING

/** The public key of a certificate that may be encrypted to. */
function recipientKey(der: Uint8Array): Uint8Array {
  const certificate = parseCertificate(der);
  const objection = leafObjection(certificate, 'keyEncipherment');
  if (objection) throw new GmError('ARGUMENT_INVALID', `${certificate.subjectText} ${objection}`);
  if (certificate.publicKeyAlgorithm !== 'sm2') throw new GmError('KEY_INVALID', 'envelopes are for SM2 keys');
  return certificate.publicKey;
}

/** KeyTransRecipientInfo (RFC 5652 §6.2.1, GM/T 0010 §9) whose encryptedKey is a DER SM2Cipher (GM/T 0009 §7.2). */
const recipientInfo = (certificate: Uint8Array, contentKey: Uint8Array, version: bigint) =>
  sequence(
    encodeInteger(version),
    issuerAndSerial(certificate),
    sequence(encodeOid(oid.sm2Encryption)),
    octets(sm2Encrypt(contentKey, recipientKey(certificate))),
  );

const encryptedContentInfo = (type: string, cipher: string, parameters: Uint8Array, ciphertext: Uint8Array) =>
  sequence(encodeOid(type), sequence(encodeOid(cipher), parameters), encodeTlv(implicitContent, ciphertext));

/** EnvelopedData (RFC 5652 §6.1) under SM4-CBC. */
function cbcEnvelope(key: Uint8Array, content: Uint8Array, recipients: Uint8Array, dialect: CmsDialect): Uint8Array {
  const { data, envelopedData, envelopeVersion } = dialects[dialect];
  const iv = randomBytes(16);
  const encrypted = encryptedContentInfo(data, oid.sm4Cbc, octets(iv), sm4CbcEncrypt(key, iv, content));
  const body = sequence(encodeInteger(envelopeVersion), recipients, encrypted);
  return sequence(encodeOid(envelopedData), encodeTlv(tag.context0, body));
}

/** AuthEnvelopedData (RFC 5083 §2.1) under SM4-GCM with GCMParameters { nonce, 16 } (RFC 5084 §3.2), no attributes. */
function gcmEnvelope(key: Uint8Array, content: Uint8Array, recipients: Uint8Array): Uint8Array {
  const iv = randomBytes(12);
  const sealed = sm4GcmEncrypt(key, iv, content);
  const parameters = sequence(octets(iv), encodeInteger(16n));
  const encrypted = encryptedContentInfo(oid.data, oid.sm4Gcm, parameters, sealed.subarray(0, -16));
  const body = sequence(encodeInteger(0n), recipients, encrypted, octets(sealed.subarray(-16)));
  return sequence(encodeOid(oid.authEnvelopedData), encodeTlv(tag.context0, body));
}

/**
 * Encrypts to the holders of SM2 certificates: CMS EnvelopedData (RFC 5652 §6) under SM4-CBC, or AuthEnvelopedData (RFC 5083)
 * under SM4-GCM, which also notices changes and is the default; the key goes to each recipient as an SM2Cipher. With the
 * dialect `gmt0010`, EnvelopedData in the names of GM/T 0010 (GB/T 35275), which knows CBC only.
 * @returns DER ContentInfo
 * @throws GmError ARGUMENT_INVALID (no recipient, a certificate that is not for encryption), KEY_INVALID (not an SM2 key)
 * @example
 * import { envelop, issueCertificate, openEnvelope } from '@bedsign/gm';
 * const reader = await issueCertificate({
 *   issuer: ca, subject: { CN: 'Archive' }, publicKey, publicKeyAlgorithm: 'sm2', keyUsage: ['keyEncipherment'],
 *   notBefore: new Date(), notAfter: new Date(Date.now() + 86_400_000),
 * });
 * const sealed = envelop({ content: message, recipients: [reader] });
 * const opened = openEnvelope(sealed, { certificate: reader, privateKey });
 */
export function envelop(request: {
  content: Uint8Array;
  recipients: readonly Uint8Array[];
  cipher?: ContentCipher;
  dialect?: CmsDialect;
}): Uint8Array {
  const { content, recipients, dialect = 'cms' } = request;
  const { cipher = dialect === 'cms' ? 'sm4-gcm' : 'sm4-cbc' } = request;
  if (recipients.length === 0) throw new GmError('ARGUMENT_INVALID', 'an envelope for nobody');
  if (dialect === 'gmt0010' && cipher !== 'sm4-cbc') throw new GmError('ARGUMENT_INVALID', 'GM/T 0010 has no GCM');
  const key = randomBytes(16);
  const { envelopeVersion } = dialects[dialect];
  const infos = encodeSet(recipients.map((certificate) => recipientInfo(certificate, key, envelopeVersion)));
  const envelope = cipher === 'sm4-gcm' ? gcmEnvelope(key, content, infos) : cbcEnvelope(key, content, infos, dialect);
  key.fill(0);
  return envelope;
}
