import { damaged } from './tokenizer.ts';

/** One DER value: its tag, its content, and all of it. */
export type Der = { tag: number; content: Uint8Array; whole: Uint8Array };

/** The values that stand one after the other in `bytes` (X.690 §8.1, §10.1). */
export const readDer = (bytes: Uint8Array): Der[] => {
  const values: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag = 0, first = 0x80] = bytes.subarray(at);
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    const start = at + 2 + lengthBytes;
    if (first === 0x80 || lengthBytes > 4 || start > bytes.length) return damaged('DER length');
    const length = lengthBytes ? Buffer.from(bytes.subarray(at + 2, start)).readUIntBE(0, lengthBytes) : first;
    if (start + length > bytes.length) return damaged('DER value is longer than what holds it');
    values.push({ tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return values;
};
