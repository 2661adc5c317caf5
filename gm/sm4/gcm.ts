import { equalBytes } from '../bytes.ts';
import { wasm } from '../engine/wasm.ts';
import { GmError } from '../errors.ts';
import { pieces, type Sm4Area, transform, withRoundKeys } from './round-keys.ts';

const tagLength = 16;
const ivLimit = 1024;
const plaintextLimit = 2 ** 36 - 32; // NIST SP 800-38D §5.2.1.1: the 32-bit counter must not come round

/** Runs `use` with everything that depends on key and IV in place (§7.1 steps 1 to 3). */
function withGcm<T>(key: Uint8Array, iv: Uint8Array, length: number, use: (at: Sm4Area) => T): T {
  if (iv.length === 0 || iv.length > ivLimit) {
    throw new GmError('ARGUMENT_INVALID', `a GCM IV has 1 to ${ivLimit} bytes here`);
  }
  if (length > plaintextLimit) throw new GmError('ARGUMENT_INVALID', 'too long for one GCM message');
  return withRoundKeys(key, 'encrypt', undefined, (at) => {
    const { sm4GcmStart, wipe, bytes } = wasm();
    bytes.set(iv, at.data);
    sm4GcmStart(at.keys, at.chain, at.context, at.data, iv.length);
    wipe(at.data, iv.length);
    return use(at);
  });
}

function absorb(data: Uint8Array, at: Sm4Area): void {
  pieces(data, at, (length) => wasm().ghashUpdate(at.context, at.data, length));
}

function tagOf(at: Sm4Area, aad: Uint8Array, textLength: number): Uint8Array<ArrayBuffer> {
  const { sm4GcmTag, bytes } = wasm();
  sm4GcmTag(at.context, aad.length, textLength);
  return bytes.slice(at.context, at.context + tagLength);
}

/**
 * SM4-GCM (RFC 8998, NIST SP 800-38D): ciphertext ‖ 16-byte tag. Never use one IV twice under one key; 12 bytes are the
 * IV that every implementation takes. GmError ARGUMENT_INVALID for lengths out of bounds.
 * @example
 * import { randomBytes, sm4GcmEncrypt } from '@bedsign/gm';
 * const header = new TextEncoder().encode('version 1');
 * const sealed = sm4GcmEncrypt(randomBytes(16), randomBytes(12), message, header);
 */
export const sm4GcmEncrypt = (
  key: Uint8Array,
  iv: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> =>
  withGcm(key, iv, plaintext.length, (at) => {
    absorb(aad, at);
    const { sm4Gctr, ghashUpdate } = wasm();
    const sealed = new Uint8Array(plaintext.length + tagLength);
    transform(plaintext, sealed, at, (length) => {
      sm4Gctr(at.keys, at.chain, at.data, length);
      ghashUpdate(at.context, at.data, length);
    });
    sealed.set(tagOf(at, aad, plaintext.length), plaintext.length);
    return sealed;
  });

/**
 * Inverse of {@link sm4GcmEncrypt} (NIST SP 800-38D §7.2); nothing is decrypted before the tag holds. GmError
 * DECRYPTION_FAILED for another key, IV or AAD and for changed bytes.
 * @example
 * import { randomBytes, sm4GcmDecrypt, sm4GcmEncrypt } from '@bedsign/gm';
 * const [key, iv] = [randomBytes(16), randomBytes(12)];
 * const opened = sm4GcmDecrypt(key, iv, sm4GcmEncrypt(key, iv, message));
 */
export function sm4GcmDecrypt(
  key: Uint8Array,
  iv: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  if (sealed.length < tagLength) throw new GmError('DECRYPTION_FAILED', 'shorter than a tag');
  const ciphertext = sealed.subarray(0, sealed.length - tagLength);
  return withGcm(key, iv, ciphertext.length, (at) => {
    absorb(aad, at);
    absorb(ciphertext, at);
    if (!equalBytes(tagOf(at, aad, ciphertext.length), sealed.subarray(ciphertext.length))) {
      throw new GmError('DECRYPTION_FAILED', 'SM4-GCM tag differs');
    }
    return transform(ciphertext, new Uint8Array(ciphertext.length), at, (length) =>
      wasm().sm4Gctr(at.keys, at.chain, at.data, length),
    );
  });
}
