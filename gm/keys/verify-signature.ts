import { sm2Verify } from '../sm2/verify.ts';
import type { SigningAlgorithm } from './algorithm.ts';
import { verifyEcdsa } from './ecdsa.ts';

/**
 * Whether the DER signature holds for the message under the 65-byte public key: SM2-with-SM3 (GB/T 32918.2 §7.1) or ECDSA with
 * SHA-256 (FIPS 186-5 §6.4.2); false for malformed signatures and keys too.
 * @example
 * import { verifySignature } from '@bedsign/gm';
 * if (await verifySignature('sm2', message, new Uint8Array(70), publicKey)) throw new Error('this is no signature');
 */
export async function verifySignature(
  algorithm: SigningAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): Promise<boolean> {
  return algorithm === 'sm2' ? sm2Verify(message, signature, publicKey) : verifyEcdsa(message, signature, publicKey);
}
