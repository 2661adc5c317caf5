import { checkDer } from '../asn1/check-der.ts';
import { readAll, readInteger, readOctets, readOid, readSingle, type Tlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { concat, equalBytes, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { sm2Decrypt } from '../sm2/encrypt.ts';
import { sm4CbcDecrypt } from '../sm4/cbc.ts';
import { sm4GcmDecrypt } from '../sm4/gcm.ts';
import { parseCertificate } from '../x509/parse.ts';
import { issuerAndSerial } from './build.ts';
import { dialects } from './dialects.ts';

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `envelope: ${why}`);
const unsupported = (what: string) => new GmError('ALGORITHM_UNSUPPORTED', `envelope: ${what}`);

const members = (element: Tlv | undefined) =>
  readAll(readSingle(element?.raw ?? new Uint8Array(), tag.sequence).content);

type Envelope = {
  recipients: Tlv[];
  contentType: string;
  cipher: string;
  parameters: Tlv | undefined;
  ciphertext: Uint8Array;
  mac?: Uint8Array;
};

/** EncryptedContentInfo with its content (RFC 5652 §6.1), under an algorithm with parameters. */
function readContent(element: Tlv | undefined): Pick<Envelope, 'contentType' | 'cipher' | 'parameters' | 'ciphertext'> {
  const [type, algorithm, content, extra] = members(element);
  const [cipher, parameters, more] = members(algorithm);
  if (content?.tag !== 0x80 || extra || more) throw malformed('no encrypted content');
  return { contentType: readOid(type), cipher: readOid(cipher), parameters, ciphertext: content.content };
}

function readEnvelope(der: Uint8Array): Envelope {
  checkDer(der);
  const [type, wrapped, extra] = readAll(readSingle(der, tag.sequence).content);
  const [body, more] = wrapped?.tag === tag.context0 ? readAll(wrapped.content) : [];
  if (!body || extra || more) throw malformed('not a ContentInfo');
  const name = readOid(type);
  const plain = Object.values(dialects).some(({ envelopedData }) => envelopedData === name);
  if (!plain && name !== oid.authEnvelopedData) throw unsupported(`content type ${name}`);
  const [version, recipients, encrypted, mac, rest] = members(body);
  const tolerated = plain ? mac === undefined || mac.tag === tag.context1 : mac?.tag === tag.octetString;
  if (readInteger(version) > 4n || recipients?.tag !== tag.set || !tolerated || rest) {
    throw unsupported('with originator information or authenticated attributes');
  }
  const content = readContent(encrypted);
  return { recipients: readAll(recipients.content), ...content, ...(!plain && { mac: readOctets(mac) }) };
}

/** The SM2Cipher meant for this certificate: by issuer and serial number, or by subject key identifier. */
function encryptedKeyFor(certificate: Uint8Array, { recipients }: Envelope): Uint8Array {
  const wanted = issuerAndSerial(certificate);
  const { subjectKeyIdentifier } = parseCertificate(certificate);
  for (const info of recipients.filter((recipient) => recipient.tag === tag.sequence)) {
    const [, id, algorithm, encryptedKey, extra] = members(info);
    if (!id || extra) throw malformed('not a KeyTransRecipientInfo');
    const isNamed = id.tag === 0x80 ? toHex(id.content) === subjectKeyIdentifier : equalBytes(id.raw, wanted);
    if (!isNamed) continue;
    const [type] = members(algorithm);
    if (readOid(type) !== oid.sm2Encryption) throw unsupported(`key encryption ${readOid(type)}`);
    return readOctets(encryptedKey);
  }
  throw new GmError('DECRYPTION_FAILED', 'the envelope is not for this certificate');
}

function decryptContent(key: Uint8Array, { cipher, parameters, ciphertext, mac }: Envelope): Uint8Array {
  if (mac) {
    const [nonce, length] = members(parameters);
    if (cipher !== oid.sm4Gcm || readInteger(length) !== 16n || mac.length !== 16)
      throw unsupported(`cipher ${cipher}`);
    const iv = readOctets(nonce);
    if (iv.length < 12 || iv.length > 16) throw unsupported('a nonce of other than 12 to 16 bytes'); // RFC 5084 §3.2
    return sm4GcmDecrypt(key, iv, concat(ciphertext, mac));
  }
  if (cipher !== oid.sm4Cbc && cipher !== oid.sm4) throw unsupported(`cipher ${cipher}`);
  const iv = readOctets(parameters);
  if (iv.length !== 16) throw malformed('an IV of other than 16 bytes');
  return sm4CbcDecrypt(key, iv, ciphertext);
}

/**
 * Opens what {@link envelop} or another tool sealed to an SM2 certificate: EnvelopedData under SM4-CBC in the names of RFC 5652
 * or GM/T 0010, AuthEnvelopedData under SM4-GCM. SM4-CBC says nothing of changes: who lets strangers learn whether opening
 * failed, or needs to know that nothing was changed, asks for GCM or for a signature inside.
 * @param recipient the certificate, and its 32-byte private key
 * @throws GmError DECRYPTION_FAILED (not for this certificate, changed), ASN1_MALFORMED, ALGORITHM_UNSUPPORTED
 * @example
 * import { envelop, issueCertificate, openEnvelope } from '@bedsign/gm';
 * const reader = await issueCertificate({
 *   issuer: ca, subject: { CN: 'Archive' }, publicKey, publicKeyAlgorithm: 'sm2', keyUsage: ['keyEncipherment'],
 *   notBefore: new Date(), notAfter: new Date(Date.now() + 86_400_000),
 * });
 * const sealed = envelop({ content: message, recipients: [reader], dialect: 'gmt0010' });
 * const opened = openEnvelope(sealed, { certificate: reader, privateKey });
 */
export function openEnvelope(
  envelope: Uint8Array,
  recipient: { certificate: Uint8Array; privateKey: Uint8Array },
): Uint8Array {
  const read = readEnvelope(envelope);
  const key = sm2Decrypt(encryptedKeyFor(recipient.certificate, read), recipient.privateKey);
  if (key.length !== 16) throw new GmError('DECRYPTION_FAILED', 'the key inside is not one of SM4');
  try {
    return decryptContent(key, read);
  } finally {
    key.fill(0);
  }
}
