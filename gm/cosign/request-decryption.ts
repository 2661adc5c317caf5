import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { decodeCipher, type Sm2Cipher } from '../sm2/cipher.ts';
import { uncompressed } from '../sm2/curve.ts';
import { contextOf, proveShare } from './proof.ts';
import type { Session } from './request-signature.ts';
import { type ClientShare, sized } from './shares.ts';

/** What the client sends: T₁ = d₁⁻¹C₁, and the proof that it holds the right share. */
export type DecryptionRequest = { c1: Uint8Array; t1: Uint8Array; proof: Uint8Array };

export const decryptionContext = ({ keyId, nonce }: Session, c1: Uint8Array, t1: Uint8Array): Uint8Array =>
  contextOf('decrypt', keyId, c1, t1, nonce);

/**
 * The client asks the server to help open a DER SM2Cipher (GM/T 0009 §7.2). GmError ASN1_MALFORMED, DECRYPTION_FAILED for a
 * C1 off the curve.
 * @example
 * import {
 *   acceptServerShare, answerDecryption, createClientShare, createServerShare, finishDecryption, randomBytes,
 *   requestDecryption, sm2Encrypt,
 * } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const publicKey = acceptServerShare(share, reply);
 * const session = { keyId: new Uint8Array(16), nonce: randomBytes(16) }; // the server's nonce, good for one request
 * const { request, cipher } = requestDecryption(share, session, sm2Encrypt(message, publicKey));
 * const t2 = answerDecryption(serverShare, session, request); // on the server
 * const plaintext = finishDecryption(cipher, t2);
 */
export function requestDecryption(
  share: ClientShare,
  session: Session,
  cipherDer: Uint8Array,
): { request: DecryptionRequest; cipher: Sm2Cipher } {
  const cipher = decodeCipher(cipherDer);
  const xy = runSm2('sm2MultiplyInverse', [cipher.c1, sized(share, 32, 'a share')], 64);
  if (!xy) throw new GmError('DECRYPTION_FAILED', 'C1 is not on the curve');
  const [c1, t1] = [uncompressed(cipher.c1), uncompressed(xy)];
  return { request: { c1, t1, proof: proveShare(share, decryptionContext(session, c1, t1)) }, cipher };
}
