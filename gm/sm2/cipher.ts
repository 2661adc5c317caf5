import { encodeInteger, encodeTlv, readAll, readInteger, readOctets, readSingle, tag } from '../asn1/der.ts';
import { concat, fromBigInt, toBigInt } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { coordinates, uncompressed } from './curve.ts';

/** C1 as X‖Y (64 bytes), C3 (32 bytes) and C2 of GB/T 32918.4. */
export type Sm2Cipher = { c1: Uint8Array; hash: Uint8Array; text: Uint8Array };

/** The order in the standard, and that of drafts before 2012, which old systems still write. */
export type RawLayout = 'C1C3C2' | 'C1C2C3';

const coordinateLimit = 1n << 256n;
const hashLength = 32;
const pointLength = 65;

/** SEQUENCE { x INTEGER, y INTEGER, hash OCTET STRING, cipher OCTET STRING }: SM2Cipher of GM/T 0009 §7.2. */
export const encodeCipher = ({ c1, hash, text }: Sm2Cipher): Uint8Array<ArrayBuffer> =>
  encodeTlv(
    tag.sequence,
    encodeInteger(toBigInt(c1.subarray(0, 32))),
    encodeInteger(toBigInt(c1.subarray(32))),
    encodeTlv(tag.octetString, hash),
    encodeTlv(tag.octetString, text),
  );

/** Strict inverse. GmError ASN1_MALFORMED. */
export function decodeCipher(der: Uint8Array): Sm2Cipher {
  const [x, y, hash, text, extra] = readAll(readSingle(der, tag.sequence).content);
  const xy = [readInteger(x), readInteger(y)];
  const cipher = { hash: readOctets(hash), text: readOctets(text) };
  if (extra || xy.some((value) => value >= coordinateLimit) || cipher.hash.length !== hashLength) {
    throw new GmError('ASN1_MALFORMED', 'not an SM2Cipher');
  }
  return { ...cipher, c1: concat(...xy.map((value) => fromBigInt(value, 32))) };
}

export const encodeRawCipher = ({ c1, hash, text }: Sm2Cipher): Uint8Array<ArrayBuffer> =>
  concat(uncompressed(c1), hash, text);

/** Strict inverse for either layout. GmError ASN1_MALFORMED. */
export function decodeRawCipher(raw: Uint8Array, layout: RawLayout): Sm2Cipher {
  const c1 = coordinates(raw.subarray(0, pointLength));
  if (!c1 || raw.length < pointLength + hashLength) throw new GmError('ASN1_MALFORMED', `not ${layout}`);
  const rest = raw.subarray(pointLength);
  const border = layout === 'C1C3C2' ? hashLength : rest.length - hashLength;
  const [first, second] = [rest.subarray(0, border), rest.subarray(border)];
  return layout === 'C1C3C2' ? { c1, hash: first, text: second } : { c1, hash: second, text: first };
}
