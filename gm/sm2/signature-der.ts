import { encodeInteger, encodeTlv, readAll, readInteger, readSingle, tag } from '../asn1/der.ts';
import { GmError } from '../errors.ts';

/** SEQUENCE { r INTEGER, s INTEGER }: SM2Signature (GM/T 0009 §7.3) and ECDSA-Sig-Value (RFC 3279 §2.2.3) alike. */
export const encodeSignature = (r: bigint, s: bigint): Uint8Array =>
  encodeTlv(tag.sequence, encodeInteger(r), encodeInteger(s));

/** Strict inverse; GmError ASN1_MALFORMED for anything but the one canonical encoding. */
export function decodeSignature(der: Uint8Array): { r: bigint; s: bigint } {
  const [r, s, extra] = readAll(readSingle(der, tag.sequence).content);
  if (extra) throw new GmError('ASN1_MALFORMED', 'signature has more than two members');
  return { r: readInteger(r), s: readInteger(s) };
}
