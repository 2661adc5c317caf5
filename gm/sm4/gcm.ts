import { concat, equalBytes } from '../bytes.ts';
import { engine } from '../engine/index.ts';
import { GmError } from '../errors.ts';
import { createGhash } from './ghash.ts';

const tagLength = 16;
const plaintextLimit = 2 ** 36 - 32; // NIST SP 800-38D §5.2.1.1: the 32-bit counter must not come round

function counterBlock(iv: Uint8Array, counter: number): Uint8Array {
  const block = new Uint8Array(16);
  block.set(iv);
  block[15] = counter;
  return block;
}

function checkParameters(key: Uint8Array, iv: Uint8Array, length: number): void {
  if (key.length !== 16) throw new GmError('ARGUMENT_INVALID', 'an SM4 key has 16 bytes');
  if (iv.length !== 12) throw new GmError('ARGUMENT_INVALID', 'a GCM IV has 12 bytes here');
  if (length > plaintextLimit) throw new GmError('ARGUMENT_INVALID', 'too long for one GCM message');
}

/** SP 800-38D §7.1 step 5 and 6: tag over AAD and ciphertext. */
function authenticate(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array, aad: Uint8Array): Uint8Array {
  const ghash = createGhash(engine.sm4EncryptBlock(key, new Uint8Array(16)));
  ghash.absorb(aad);
  ghash.absorb(ciphertext);
  const lengths = new DataView(new ArrayBuffer(16));
  lengths.setBigUint64(0, BigInt(aad.length) * 8n);
  lengths.setBigUint64(8, BigInt(ciphertext.length) * 8n);
  ghash.absorb(new Uint8Array(lengths.buffer));
  const mask = engine.sm4EncryptBlock(key, counterBlock(iv, 1));
  return ghash.digest().map((byte, index) => byte ^ (mask[index] ?? 0));
}

/** SM4-GCM (RFC 8998, NIST SP 800-38D): ciphertext ‖ 16-byte tag. Never use one IV twice under one key. */
export function sm4GcmEncrypt(
  key: Uint8Array,
  iv: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array = new Uint8Array(),
): Uint8Array {
  checkParameters(key, iv, plaintext.length);
  const ciphertext = engine.sm4Ctr(key, counterBlock(iv, 2), plaintext);
  return concat(ciphertext, authenticate(key, iv, ciphertext, aad));
}

/** Inverse; nothing is decrypted before the tag holds. GmError DECRYPTION_FAILED. */
export function sm4GcmDecrypt(
  key: Uint8Array,
  iv: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array = new Uint8Array(),
): Uint8Array {
  checkParameters(key, iv, sealed.length);
  if (sealed.length < tagLength) throw new GmError('DECRYPTION_FAILED', 'shorter than a tag');
  const ciphertext = sealed.subarray(0, sealed.length - tagLength);
  if (!equalBytes(authenticate(key, iv, ciphertext, aad), sealed.subarray(ciphertext.length))) {
    throw new GmError('DECRYPTION_FAILED', 'SM4-GCM tag differs');
  }
  return engine.sm4Ctr(key, counterBlock(iv, 2), ciphertext);
}
