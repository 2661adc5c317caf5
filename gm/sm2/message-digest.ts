import { ascii } from '../bytes.ts';
import { sm3 } from '../sm3/sm3.ts';
import { checkPublicKey, domainParameters } from './curve.ts';

/** The signer ID that everyone uses who agreed on no other (GM/T 0009 §10). */
export const defaultId = ascii('1234567812345678');

/** Z of GB/T 32918.2 §5.5: ties the digest to signer ID, curve and public key. */
export const signerDigest = (publicKey: Uint8Array, id: Uint8Array = defaultId): Uint8Array =>
  sm3(new Uint8Array([id.length >> 5, id.length << 3]), id, domainParameters, publicKey.subarray(1));

/**
 * e = SM3(Z ‖ message) with the default signer ID (GB/T 32918.2 §6.1 A1, A2); what an SM2 signature is made over.
 * @example
 * import { sm2MessageDigest, sm2SignDigest } from '@bedsign/gm';
 * const e = sm2MessageDigest(message, publicKey);
 * const signature = sm2SignDigest(e, privateKey);
 */
export function sm2MessageDigest(message: Uint8Array, publicKey: Uint8Array): Uint8Array {
  checkPublicKey(publicKey);
  return sm3(signerDigest(publicKey), message);
}
