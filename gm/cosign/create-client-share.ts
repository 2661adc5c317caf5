import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { uncompressed } from '../sm2/curve.ts';
import { generatePrivateKey } from '../sm2/keys.ts';
import { contextOf, proveShare } from './proof.ts';
import type { ClientShare } from './shares.ts';

/** A share's public point and the proof that it is known. */
export type ProvenPoint = { point: Uint8Array; proof: Uint8Array };

/** dᵢ⁻¹G with its proof, which keeps anyone from choosing a point that depends on the other's (rogue key). */
export function provenPointOf(share: Uint8Array): ProvenPoint {
  const xy = runSm2('sm2SharePoint', [share], 64);
  if (!xy) throw new GmError('KEY_INVALID', 'a share is a scalar in [1, n-1]');
  const point = uncompressed(xy);
  return { point, proof: proveShare(share, contextOf('share', point)) };
}

/**
 * The client begins a two-party key (docs/sm-engine.md, "Two-party SM2"; the key is one of GB/T 32918.1 §6.1): it keeps
 * `share` (d₁) and sends `offer` (P₁ with its proof), and forgets the offer.
 * @example
 * import { acceptServerShare, createClientShare, createServerShare } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const publicKey = acceptServerShare(share, reply);
 */
export function createClientShare(): { share: ClientShare; offer: ProvenPoint } {
  const share = generatePrivateKey();
  return { share, offer: provenPointOf(share) };
}
