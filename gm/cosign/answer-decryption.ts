import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { uncompressed } from '../sm2/curve.ts';
import { checkProof } from './proof.ts';
import { type DecryptionRequest, decryptionContext } from './request-decryption.ts';
import type { Session } from './request-signature.ts';
import { type ServerShare, sized, xyOf } from './shares.ts';

/**
 * The server's half of a decryption (GB/T 32918.4 §7.1 B3): T₂ = d₂⁻¹T₁, for a proof that holds. GmError PROOF_INVALID
 * (count it, as for signatures), KEY_INVALID for a T₁ off the curve, which would leak d₂ bit by bit.
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
export function answerDecryption(
  share: ServerShare,
  session: Session,
  request: DecryptionRequest,
): Uint8Array<ArrayBuffer> {
  checkProof(share.clientPoint, decryptionContext(session, request.c1, request.t1), request.proof);
  const xy = runSm2('sm2MultiplyInverse', [xyOf(request.t1), sized(share.d2, 32, 'a share')], 64);
  if (!xy) throw new GmError('KEY_INVALID', 'T1 is not on the curve');
  return uncompressed(xy);
}
