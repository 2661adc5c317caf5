import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { uncompressed } from '../sm2/curve.ts';
import { contextOf, proveShare } from './proof.ts';
import { type ClientShare, sized } from './shares.ts';

/** Which key, and the server's fresh nonce, which it accepts once. */
export type Session = { keyId: Uint8Array; nonce: Uint8Array };

/** What the client sends: e, Q₁ = k₁G, and the proof that it holds the right share. */
export type SignatureRequest = { e: Uint8Array; q1: Uint8Array; proof: Uint8Array };

/** What the client keeps until the answer comes; k₁ is secret, good for one answer, and wiped by `finishSignature`. */
export type PendingSignature = { e: Uint8Array; k1: Uint8Array };

export const signatureContext = ({ keyId, nonce }: Session, e: Uint8Array, q1: Uint8Array): Uint8Array =>
  contextOf('sign', keyId, e, q1, nonce);

/**
 * The client asks for a signature over e = SM3(Z ‖ M) (GB/T 32918.2 §6.1 A1, A2), which it computed itself
 * (sm2MessageDigest). A share opened with a wrong PIN makes a proof that fails at the server, where failures are counted,
 * and reveals nothing here.
 * @example
 * import {
 *   acceptServerShare, answerSignature, createClientShare, createServerShare, finishSignature, randomBytes,
 *   requestSignature, sm2MessageDigest,
 * } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const publicKey = acceptServerShare(share, reply);
 * const session = { keyId: new Uint8Array(16), nonce: randomBytes(16) }; // the server's nonce, good for one request
 * const { request, pending } = requestSignature(share, session, sm2MessageDigest(message, publicKey));
 * const signature = finishSignature(share, publicKey, pending, answerSignature(serverShare, session, request));
 */
export function requestSignature(
  share: ClientShare,
  session: Session,
  e: Uint8Array,
): { request: SignatureRequest; pending: PendingSignature } {
  const inputs = [sized(share, 32, 'a share'), randomBytes(32), sized(e, 32, 'an SM2 digest')];
  const commitment = runSm2('sm2Commit', inputs, 96);
  if (!commitment) throw new GmError('KEY_INVALID', 'a share is a scalar in [1, n-1]');
  const k1 = commitment.slice(0, 32);
  commitment.fill(0, 0, 32);
  const q1 = uncompressed(commitment.subarray(32));
  const proof = proveShare(share, signatureContext(session, e, q1));
  return { request: { e, q1, proof }, pending: { e, k1 } };
}
