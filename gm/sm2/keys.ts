import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { checkPrivateKey, isPrivateKey, uncompressed } from './curve.ts';

/** A fresh private key, evenly drawn from [1, n-2]: candidates outside, one in 2^32, are drawn again. */
export function generatePrivateKey(): Uint8Array<ArrayBuffer> {
  for (;;) {
    const candidate = randomBytes(32);
    if (isPrivateKey(candidate)) return candidate;
  }
}

/**
 * @returns privateKey: 32 bytes in [1, n-2]; publicKey: 65 bytes 04‖X‖Y (GB/T 32918.1 §6.1).
 * @example
 * import { generateSm2KeyPair } from '@bedsign/gm';
 * const { privateKey, publicKey } = generateSm2KeyPair();
 * console.log(privateKey.length, publicKey.length); // 32 65
 */
export function generateSm2KeyPair(): { privateKey: Uint8Array<ArrayBuffer>; publicKey: Uint8Array<ArrayBuffer> } {
  const privateKey = generatePrivateKey();
  return { privateKey, publicKey: sm2PublicKey(privateKey) };
}

/**
 * The public key of a private one, P = dG (GB/T 32918.1 §6.1). GmError KEY_INVALID if that is out of range.
 * @example
 * import { sm2PublicKey } from '@bedsign/gm';
 * const own = sm2PublicKey(privateKey);
 */
export function sm2PublicKey(privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  checkPrivateKey(privateKey);
  const point = runSm2('sm2MultiplyBase', [privateKey], 64);
  if (!point) throw new GmError('KEY_INVALID', 'the private key has no public point');
  return uncompressed(point);
}
