import { GmError } from '../errors.ts';

// SEQUENCE { r INTEGER, s INTEGER }: SM2Signature (GM/T 0009 §7.3) and ECDSA-Sig-Value (RFC 3279 §2.2.3) alike, over 256 bits.

const half = 32;
const sequence = 0x30;
const integer = 0x02;

/** Where the minimal encoding of a 32-byte integer begins in it; -1 if it needs a zero byte before the first. */
function startOf(value: Uint8Array): number {
  let start = 0;
  while (start < half - 1 && value[start] === 0) start++;
  return (value[start] ?? 0) & 0x80 ? start - 1 : start;
}

/** DER of r‖s, 64 bytes. */
export function encodeSignature(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const halves = [raw.subarray(0, half), raw.subarray(half)];
  const starts = halves.map(startOf);
  const length = starts.reduce((sum, start) => sum + 2 + half - start, 0);
  const der = new Uint8Array(2 + length);
  der[0] = sequence;
  der[1] = length;
  let offset = 2;
  halves.forEach((value, index) => {
    const start = starts[index] ?? 0;
    der[offset] = integer;
    der[offset + 1] = half - start;
    der.set(start < 0 ? value : value.subarray(start), offset + 2 + (start < 0 ? 1 : 0));
    offset += 2 + half - start;
  });
  return der;
}

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `not a DER signature: ${why}`);

/** Copies the INTEGER at `offset` into 32 bytes, and returns where it ends. */
function readInteger(der: Uint8Array, offset: number, target: Uint8Array): number {
  const length = der[offset + 1] ?? 0;
  const end = offset + 2 + length;
  if (der[offset] !== integer || length === 0 || end > der.length) throw malformed('INTEGER expected');
  const first = der[offset + 2] ?? 0;
  if (first >= 0x80) throw malformed('negative INTEGER');
  if (first === 0 && length > 1 && (der[offset + 3] ?? 0) < 0x80) throw malformed('INTEGER not minimal');
  const content = der.subarray(first === 0 ? offset + 3 : offset + 2, end);
  if (content.length > half) throw malformed('INTEGER of more than 256 bits');
  target.set(content, half - content.length);
  return end;
}

/** r‖s, 64 bytes, of the one canonical encoding; GmError ASN1_MALFORMED for anything else. */
export function decodeSignature(der: Uint8Array): Uint8Array<ArrayBuffer> {
  if (der[0] !== sequence || der[1] !== der.length - 2 || der.length > 127) throw malformed('SEQUENCE expected');
  const raw = new Uint8Array(2 * half);
  const middle = readInteger(der, 2, raw.subarray(0, half));
  if (readInteger(der, middle, raw.subarray(half)) !== der.length) throw malformed('more than two members');
  return raw;
}
