import { wasm } from '../engine/wasm.ts';
import { checkBlocks, type Padding, pad, unpad } from './padding.ts';
import { transform, withRoundKeys } from './round-keys.ts';

// Encryption cannot work on several blocks at once: 40 MB/s here, 90 in OpenSSL, whose tables are indexed by secrets; so
// bulk stays here all the same. Decryption runs at 230 MB/s.

/**
 * SM4-CBC (GB/T 17964) with a 16-byte IV that nobody can foretell. Says nothing of changes to the ciphertext.
 * GmError ARGUMENT_INVALID for a key or IV that has not 16 bytes, or unpadded text that is not whole blocks.
 * @example
 * import { randomBytes, sm4CbcEncrypt } from '@bedsign/gm';
 * const [key, iv] = [randomBytes(16), randomBytes(16)];
 * const ciphertext = sm4CbcEncrypt(key, iv, message);
 */
export const sm4CbcEncrypt = (
  key: Uint8Array,
  iv: Uint8Array,
  plaintext: Uint8Array,
  padding: Padding = 'pkcs7',
): Uint8Array<ArrayBuffer> =>
  withRoundKeys(key, 'encrypt', iv, (at) => {
    const padded = pad(plaintext, padding);
    return transform(padded, new Uint8Array(padded.length), at, (length) =>
      wasm().sm4CbcEncrypt(at.keys, at.chain, at.data, length / 16),
    );
  });

/**
 * Inverse of {@link sm4CbcEncrypt} (GB/T 17964). GmError DECRYPTION_FAILED for partial blocks or wrong padding, without
 * saying which.
 * @example
 * import { randomBytes, sm4CbcDecrypt, sm4CbcEncrypt } from '@bedsign/gm';
 * const [key, iv] = [randomBytes(16), randomBytes(16)];
 * const plaintext = sm4CbcDecrypt(key, iv, sm4CbcEncrypt(key, iv, message));
 */
export function sm4CbcDecrypt(
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  padding: Padding = 'pkcs7',
): Uint8Array<ArrayBuffer> {
  checkBlocks(ciphertext, padding);
  const padded = withRoundKeys(key, 'decrypt', iv, (at) =>
    transform(ciphertext, new Uint8Array(ciphertext.length), at, (length) =>
      wasm().sm4CbcDecrypt(at.keys, at.chain, at.data, length / 16),
    ),
  );
  return unpad(padded, padding);
}
