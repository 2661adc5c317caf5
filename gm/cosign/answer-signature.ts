import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { checkProof } from './proof.ts';
import { type Session, type SignatureRequest, signatureContext } from './request-signature.ts';
import { type ServerShare, sized, xyOf } from './shares.ts';

/** r, s₂ = d₂k₃ and s₃ = d₂(r + k₂), 32 bytes each. */
export type SignatureAnswer = { r: Uint8Array; s2: Uint8Array; s3: Uint8Array };

/**
 * The server's half of a signature (GB/T 32918.2 §6.1 A4 to A6): (x₁, ·) = k₃Q₁ + k₂G, r = e + x₁. It answers only a proof
 * that holds. GmError PROOF_INVALID is a wrong PIN or an attack: count it for this key and lock the key after a few;
 * KEY_INVALID is a Q₁ off the curve.
 *
 * The caller gives each nonce out once and takes it once, and computes e from the document where it can, for a server that
 * signs any e signs anything.
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
 * const answer = answerSignature(serverShare, session, request); // on the server
 * const signature = finishSignature(share, publicKey, pending, answer);
 */
export function answerSignature(share: ServerShare, session: Session, request: SignatureRequest): SignatureAnswer {
  const e = sized(request.e, 32, 'an SM2 digest');
  const q1 = xyOf(request.q1);
  const context = signatureContext(session, e, request.q1);
  checkProof(share.clientPoint, context, request.proof);
  const inputs = [sized(share.d2, 32, 'a share'), randomBytes(32), context, e, q1];
  const answer = runSm2('sm2Answer', inputs, 96);
  if (!answer) throw new GmError('KEY_INVALID', 'Q1 is not on the curve');
  return { r: answer.subarray(0, 32), s2: answer.subarray(32, 64), s3: answer.subarray(64) };
}
