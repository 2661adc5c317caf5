import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { uncompressed } from '../sm2/curve.ts';
import { generatePrivateKey } from '../sm2/keys.ts';
import { type ProvenPoint, provenPointOf } from './create-client-share.ts';
import { checkProof, contextOf } from './proof.ts';
import { type ServerShare, sized, xyOf } from './shares.ts';

/** P, and P₂ = d₂⁻¹G with its proof. The client checks it and forgets P₂. */
export type ServerReply = ProvenPoint & { publicKey: Uint8Array };

/** P = dᵢ⁻¹·P_j - G; GmError KEY_INVALID if the point is off the curve or P would be at infinity. */
export function jointKey(point: Uint8Array, share: Uint8Array): Uint8Array<ArrayBuffer> {
  const xy = runSm2('sm2JointKey', [xyOf(point), sized(share, 32, 'a share')], 64);
  if (!xy) throw new GmError('KEY_INVALID', 'these shares make no SM2 key');
  return uncompressed(xy);
}

/**
 * The server's answer to an offer (docs/sm-engine.md, "Two-party SM2"; the key is one of GB/T 32918.1 §6.1): it keeps
 * `serverShare` and sends `reply`. GmError PROOF_INVALID, KEY_INVALID.
 * @example
 * import { acceptServerShare, createClientShare, createServerShare } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const publicKey = acceptServerShare(share, reply);
 * console.log(reply.publicKey.length, serverShare.clientPoint.length); // 65 65
 */
export function createServerShare(offer: ProvenPoint): { serverShare: ServerShare; reply: ServerReply } {
  checkProof(offer.point, contextOf('share', offer.point), offer.proof);
  const d2 = generatePrivateKey();
  const publicKey = jointKey(offer.point, d2);
  return { serverShare: { d2, clientPoint: offer.point }, reply: { ...provenPointOf(d2), publicKey } };
}
