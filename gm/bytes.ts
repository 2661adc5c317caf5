/** Byte-string helpers; big-endian throughout, as in every standard spoken here. */

export const concat = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => join(parts);

/** As {@link concat}, for more parts than a call has room for arguments. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Equality in time that depends on the lengths only, for tags and digests. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexPairs[byte];
  return hex;
}

/** Hexadecimal digits to bytes; the caller's text is trusted to be even and hexadecimal. */
export const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export const toBigInt = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`));

/** Fixed-length big-endian form; `length` must be large enough. */
export const fromBigInt = (value: bigint, length: number): Uint8Array<ArrayBuffer> =>
  fromHex(value.toString(16).padStart(length * 2, '0'));

export const ascii = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const oneByteEach = new TextDecoder('latin1');

/** Bytes as a key for a Map: a character for each. A decoder costs more than all the characters of a public key. */
export const latin1 = (bytes: Uint8Array): string =>
  bytes.length > 128 ? oneByteEach.decode(bytes) : Reflect.apply(String.fromCharCode, undefined, bytes);

/** Order of DER SET OF members (X.690 §11.6): as octet strings, the shorter padded with zeros. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
