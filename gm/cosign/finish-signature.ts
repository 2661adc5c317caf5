import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { checkPublicKey } from '../sm2/curve.ts';
import { knownKey, verifyDigest } from '../sm2/known-keys.ts';
import { encodeSignature } from '../sm2/signature-der.ts';
import type { SignatureAnswer } from './answer-signature.ts';
import type { PendingSignature } from './request-signature.ts';
import { type ClientShare, sized } from './shares.ts';

/**
 * The client's last step (GB/T 32918.2 §6.1 A6): s = d₁(k₁s₂ + s₃) - r, as a DER SM2Signature.
 *
 * Nothing is released that does not verify under P with the client's own e, for a wrong s would give d₁ away; and s₂ = 0 is
 * refused although such a signature would verify, because a server that sets k₃ = 0 learns d₁ from it. k₁ is wiped, whatever
 * happens: ask again for another answer. GmError SIGNATURE_INVALID.
 * @example
 * import {
 *   acceptServerShare, answerSignature, createClientShare, createServerShare, finishSignature, randomBytes,
 *   requestSignature, sm2MessageDigest, sm2Verify,
 * } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const publicKey = acceptServerShare(share, reply);
 * const session = { keyId: new Uint8Array(16), nonce: randomBytes(16) }; // the server's nonce, good for one request
 * const { request, pending } = requestSignature(share, session, sm2MessageDigest(message, publicKey));
 * const answer = answerSignature(serverShare, session, request); // on the server
 * const signature = finishSignature(share, publicKey, pending, answer);
 * if (!sm2Verify(message, signature, publicKey)) throw new Error();
 */
export function finishSignature(
  share: ClientShare,
  publicKey: Uint8Array,
  pending: PendingSignature,
  answer: SignatureAnswer,
): Uint8Array<ArrayBuffer> {
  const k1 = Uint8Array.from(sized(pending.k1, 32, 'k1'));
  pending.k1.fill(0);
  try {
    checkPublicKey(publicKey);
    const parts = [answer.r, answer.s2, answer.s3].map((part) => sized(part, 32, 'each part of an answer'));
    const raw = runSm2('sm2Finish', [sized(share, 32, 'a share'), k1, ...parts], 64);
    if (!raw || !verifyDigest(knownKey(publicKey), pending.e, raw)) {
      raw?.fill(0);
      throw new GmError('SIGNATURE_INVALID', 'the other half of the signature does not fit, and is not used');
    }
    return encodeSignature(raw);
  } finally {
    k1.fill(0);
  }
}
