import { damaged } from './tokenizer.ts';

/**
 * The one DER value at the start of `bytes`, whose rest must be zero: /Contents is as long as was reserved before the
 * signature was made (ISO 32000-1 §12.8.3.3). X.690 §10.1: definite length.
 */
export const unpadDer = (bytes: Uint8Array): Uint8Array => {
  const [tag, first = 0x80] = bytes;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (tag !== 0x30 || first === 0x80 || lengthBytes > 4 || bytes.length < 2 + lengthBytes)
    return damaged('/Contents does not hold a DER SEQUENCE');
  const length = lengthBytes ? Buffer.from(bytes.subarray(2, 2 + lengthBytes)).readUIntBE(0, lengthBytes) : first;
  const end = 2 + lengthBytes + length;
  if (end > bytes.length) return damaged('/Contents is shorter than its DER length');
  if (bytes.subarray(end).some((byte) => byte !== 0))
    return damaged('bytes other than padding follow the DER in /Contents');
  return bytes.subarray(0, end);
};
