import { toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';

/** 16 random bytes, positive and of full length (RFC 5280 §4.1.2.2). */
export function randomSerialNumber(): Uint8Array<ArrayBuffer> {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** The content of the INTEGER in hexadecimal, as encoded; at most 20 bytes beside the sign's (RFC 5280 §4.1.2.2). */
export function serialNumberText(content: Uint8Array): string {
  const isNegative = (content[0] ?? 0) >= 0x80;
  if (isNegative || content.length > (content[0] === 0 ? 21 : 20)) {
    throw new GmError('ASN1_MALFORMED', 'a serial number is negative or longer than 20 bytes');
  }
  return toHex(content);
}
