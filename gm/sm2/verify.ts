import { GmError } from '../errors.ts';
import { sm3 } from '../sm3/sm3.ts';
import { coordinates } from './curve.ts';
import { knownKey, verifyDigest } from './known-keys.ts';
import { decodeSignature } from './signature-der.ts';

function rawSignature(der: Uint8Array): Uint8Array | undefined {
  try {
    return decodeSignature(der);
  } catch (error) {
    if (error instanceof GmError) return undefined;
    throw error;
  }
}

/**
 * Whether the DER signature holds for the message under the 65-byte public key (GB/T 32918.2 §7.1); false for malformed input
 * too. A key that verifies again and again is remembered and then checked some four times faster.
 * @example
 * import { sm2Sign, sm2Verify } from '@bedsign/gm';
 * const signature = sm2Sign(message, privateKey);
 * if (!sm2Verify(message, signature, publicKey)) throw new Error('forged or damaged');
 */
export function sm2Verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const raw = rawSignature(signature);
  if (!raw || !coordinates(publicKey)) return false;
  const key = knownKey(publicKey);
  return verifyDigest(key, sm3(key.z, message), raw);
}
