import { equalBytes } from '../bytes.ts';
import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { sm3 } from '../sm3/sm3.ts';
import {
  decodeCipher,
  decodeRawCipher,
  encodeCipher,
  encodeRawCipher,
  type RawLayout,
  type Sm2Cipher,
} from './cipher.ts';
import { checkPrivateKey, checkPublicKey } from './curve.ts';
import { deriveKey } from './derive-key.ts';
import { generatePrivateKey } from './keys.ts';

const isZero = (bytes: Uint8Array) => bytes.reduce((bits, byte) => bits | byte, 0) === 0;
const xor = (a: Uint8Array, b: Uint8Array) => a.map((byte, index) => byte ^ (b[index] ?? 0));

/** C3 = SM3(x₂ ‖ M ‖ y₂) of the shared point. */
const integrity = (shared: Uint8Array, plaintext: Uint8Array) =>
  sm3(shared.subarray(0, 32), plaintext, shared.subarray(32));

/** One attempt of GB/T 32918.4 §6.1; undefined where A5 asks for another k. */
function encryptOnce(plaintext: Uint8Array, xy: Uint8Array): Sm2Cipher | undefined {
  const k = generatePrivateKey();
  const c1 = runSm2('sm2MultiplyBase', [k], 64);
  const shared = runSm2('sm2Multiply', [xy, k], 64);
  k.fill(0);
  if (!c1 || !shared) throw new GmError('KEY_INVALID', 'not an SM2 public key');
  const stream = deriveKey(shared, plaintext.length);
  const cipher = { c1, hash: integrity(shared, plaintext), text: xor(plaintext, stream) };
  const usable = !isZero(stream);
  shared.fill(0);
  stream.fill(0);
  return usable ? cipher : undefined;
}

function encrypt(plaintext: Uint8Array, publicKey: Uint8Array): Sm2Cipher {
  checkPublicKey(publicKey);
  if (plaintext.length === 0) throw new GmError('ARGUMENT_INVALID', 'SM2 cannot encrypt an empty text');
  for (;;) {
    const cipher = encryptOnce(plaintext, publicKey.subarray(1));
    if (cipher) return cipher;
  }
}

/** GB/T 32918.4 §7.1. A C1 off the curve (B1) would leak the private key bit by bit; the engine refuses it. */
function decrypt({ c1, hash, text }: Sm2Cipher, privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  checkPrivateKey(privateKey);
  const shared = text.length === 0 ? undefined : runSm2('sm2Multiply', [c1, privateKey], 64);
  if (!shared) throw new GmError('DECRYPTION_FAILED', 'C1 is not on the curve, or no text');
  return openShared(shared, hash, text);
}

/** B4 to B6 from the shared point, which is wiped. GmError DECRYPTION_FAILED. */
export function openShared(shared: Uint8Array, hash: Uint8Array, text: Uint8Array): Uint8Array<ArrayBuffer> {
  const stream = deriveKey(shared, text.length);
  const plaintext = Uint8Array.from(xor(text, stream));
  const holds = !isZero(stream) && equalBytes(integrity(shared, plaintext), hash);
  shared.fill(0);
  stream.fill(0);
  if (holds) return plaintext;
  plaintext.fill(0);
  throw new GmError('DECRYPTION_FAILED', 'SM2 integrity value differs');
}

/**
 * Encrypts to a public key (GB/T 32918.4 §6.1); DER SM2Cipher { x, y, hash, cipher } of GM/T 0009 §7.2.
 * `plaintext` must not be empty. GmError KEY_INVALID, ARGUMENT_INVALID.
 * @example
 * import { sm2Decrypt, sm2Encrypt } from '@bedsign/gm';
 * const sealed = sm2Encrypt(message, publicKey);
 * const opened = sm2Decrypt(sealed, privateKey);
 */
export const sm2Encrypt = (plaintext: Uint8Array, publicKey: Uint8Array): Uint8Array<ArrayBuffer> =>
  encodeCipher(encrypt(plaintext, publicKey));

/**
 * Inverse of {@link sm2Encrypt} (GB/T 32918.4 §7.1). GmError ASN1_MALFORMED, or DECRYPTION_FAILED for another key or changed
 * bytes.
 * @example
 * import { sm2Decrypt, sm2Encrypt } from '@bedsign/gm';
 * const opened = sm2Decrypt(sm2Encrypt(message, publicKey), privateKey);
 */
export const sm2Decrypt = (cipherDer: Uint8Array, privateKey: Uint8Array): Uint8Array<ArrayBuffer> =>
  decrypt(decodeCipher(cipherDer), privateKey);

/**
 * As {@link sm2Encrypt}, in the standard's own form C1 ‖ C3 ‖ C2 with C1 = 04‖X‖Y (GB/T 32918.4 §6.1 A8).
 * @example
 * import { sm2DecryptRaw, sm2EncryptRaw } from '@bedsign/gm';
 * const c1c3c2 = sm2EncryptRaw(message, publicKey);
 * const opened = sm2DecryptRaw(c1c3c2, privateKey);
 */
export const sm2EncryptRaw = (plaintext: Uint8Array, publicKey: Uint8Array): Uint8Array<ArrayBuffer> =>
  encodeRawCipher(encrypt(plaintext, publicKey));

/**
 * Inverse of {@link sm2EncryptRaw} (GB/T 32918.4 §7.1); `layout` C1C2C3 reads what systems wrote before GM/T 0003-2012.
 * GmError ASN1_MALFORMED for another form, DECRYPTION_FAILED for another key or changed bytes.
 * @example
 * import { sm2DecryptRaw, sm2EncryptRaw } from '@bedsign/gm';
 * const c1c3c2 = sm2EncryptRaw(message, publicKey);
 * const opened = sm2DecryptRaw(c1c3c2, privateKey, 'C1C3C2');
 */
export const sm2DecryptRaw = (
  ciphertext: Uint8Array,
  privateKey: Uint8Array,
  layout: RawLayout = 'C1C3C2',
): Uint8Array<ArrayBuffer> => decrypt(decodeRawCipher(ciphertext, layout), privateKey);
