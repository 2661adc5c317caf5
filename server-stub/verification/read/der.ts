import { damaged } from './tokenizer.ts';

/** One DER value: its tag, its content, and all of it. */
export type Der = { tag: number; content: Uint8Array; whole: Uint8Array };

/** The value at the start of `bytes`, of definite length (X.690 §8.1, §10.1). */
export const firstDer = (bytes: Uint8Array): Der => {
  const [tag = 0, first = 0x80] = bytes;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = 2 + lengthBytes;
  if (first === 0x80 || lengthBytes > 4 || start > bytes.length) return damaged('not DER');
  const length = lengthBytes ? Buffer.from(bytes.subarray(2, start)).readUIntBE(0, lengthBytes) : first;
  if (start + length > bytes.length) return damaged('DER value is longer than what holds it');
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) };
};

/** The values that stand one after the other in `bytes`. */
export const readDer = (bytes: Uint8Array): Der[] => {
  const values: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const value = firstDer(bytes.subarray(at));
    values.push(value);
    at += value.whole.length;
  }
  return values;
};

/**
 * The DER in a signature's /Contents, which is as long as was reserved before the signature was made: the rest must be
 * zero (ISO 32000-1 §12.8.3.3).
 */
export const unpadDer = (bytes: Uint8Array): Uint8Array => {
  const { whole } = firstDer(bytes);
  if (bytes.subarray(whole.length).some((byte) => byte !== 0))
    return damaged('bytes other than padding follow the DER in /Contents');
  return whole;
};
