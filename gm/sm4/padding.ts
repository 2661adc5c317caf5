import { GmError } from '../errors.ts';

/** `pkcs7` (RFC 5652 §6.3, the default) takes any length; `none` takes whole blocks only, for structures that fix them. */
export type Padding = 'pkcs7' | 'none';

const block = 16;

/** The text in whole blocks. GmError ARGUMENT_INVALID when unpadded text has none. */
export function pad(text: Uint8Array, padding: Padding): Uint8Array {
  if (padding === 'none') {
    if (text.length % block !== 0) throw new GmError('ARGUMENT_INVALID', 'unpadded SM4 takes whole blocks of 16 bytes');
    return text;
  }
  const count = block - (text.length % block);
  const padded = new Uint8Array(text.length + count).fill(count, text.length);
  padded.set(text);
  return padded;
}

/** GmError DECRYPTION_FAILED unless the ciphertext is one that `pad` could have led to. */
export function checkBlocks(ciphertext: Uint8Array, padding: Padding): void {
  if (ciphertext.length % block !== 0 || (padding === 'pkcs7' && ciphertext.length === 0)) {
    throw new GmError('DECRYPTION_FAILED', 'SM4 decryption failed');
  }
}

/**
 * Takes the padding off. GmError DECRYPTION_FAILED says nothing of where it is wrong, and every byte that may be padding
 * is looked at without a branch, so the time says nothing either. Whoever lets strangers learn of the failure at all needs
 * an authenticated mode instead.
 */
export function unpad(padded: Uint8Array, padding: Padding): Uint8Array<ArrayBuffer> {
  if (padding === 'none') return Uint8Array.from(padded);
  const count = padded.at(-1) ?? 0;
  let wrong = ((count - 1) | (block - count)) >>> 31; // count < 1 or count > 16
  for (let back = 1; back <= block; back++) {
    const counts = (back - 1 - count) >>> 31; // 1 where back ≤ count
    wrong |= counts * ((padded.at(-back) ?? 0) ^ count);
  }
  if (wrong !== 0) throw new GmError('DECRYPTION_FAILED', 'SM4 decryption failed');
  return padded.slice(0, padded.length - count) as Uint8Array<ArrayBuffer>;
}
