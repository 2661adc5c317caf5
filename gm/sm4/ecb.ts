import { wasm } from '../engine/wasm.ts';
import { checkBlocks, type Padding, pad, unpad } from './padding.ts';
import { transform, withRoundKeys } from './round-keys.ts';

const crypt = (key: Uint8Array, blocks: Uint8Array, direction: 'encrypt' | 'decrypt') =>
  withRoundKeys(key, direction, undefined, (at) =>
    transform(blocks, new Uint8Array(blocks.length), at, (length) => wasm().sm4Ecb(at.keys, at.data, length / 16)),
  );

/**
 * SM4-ECB (GB/T 17964). Equal blocks stay equal: only for what a standard asks for, such as the key inside SM2EnvelopedKey.
 * GmError ARGUMENT_INVALID for a key that has not 16 bytes, or unpadded text that is not whole blocks.
 * @example
 * import { randomBytes, sm4EcbEncrypt } from '@bedsign/gm';
 * const wrapped = sm4EcbEncrypt(randomBytes(16), privateKey, 'none');
 */
export const sm4EcbEncrypt = (
  key: Uint8Array,
  plaintext: Uint8Array,
  padding: Padding = 'pkcs7',
): Uint8Array<ArrayBuffer> => crypt(key, pad(plaintext, padding), 'encrypt');

/**
 * Inverse of {@link sm4EcbEncrypt} (GB/T 17964). GmError DECRYPTION_FAILED for partial blocks or wrong padding, without
 * saying which.
 * @example
 * import { randomBytes, sm4EcbDecrypt, sm4EcbEncrypt } from '@bedsign/gm';
 * const key = randomBytes(16);
 * const unwrapped = sm4EcbDecrypt(key, sm4EcbEncrypt(key, privateKey, 'none'), 'none');
 */
export function sm4EcbDecrypt(
  key: Uint8Array,
  ciphertext: Uint8Array,
  padding: Padding = 'pkcs7',
): Uint8Array<ArrayBuffer> {
  checkBlocks(ciphertext, padding);
  return unpad(crypt(key, ciphertext, 'decrypt'), padding);
}
