import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { uncompressed } from '../sm2/curve.ts';
import { generatePrivateKey } from '../sm2/keys.ts';
import { type ClientShare, type ServerShare, sized, xyOf } from './shares.ts';

// d₁ ← d₁u, d₂ ← d₂u⁻¹: the key stays, and an old copy of either share is worth nothing beside a new one of the other. To be
// done when a PIN changes or a device is handed on; both sides keep the old shares until both have the new ones.

const refused = () => new GmError('KEY_INVALID', 'shares and factors are scalars in [1, n-1]');

/**
 * The factor u, drawn by the client and sent to the server over their authenticated channel; as secret as a share
 * (drawn like a key of GB/T 32918.1 §6.1).
 * @example
 * import { createClientShare, createRefresh, createServerShare, refreshClientShare, refreshServerShare } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const factor = createRefresh(); // to the server, over an authenticated channel
 * const newShare = refreshClientShare(share, factor);
 * const newServerShare = refreshServerShare(serverShare, factor);
 */
export const createRefresh = (): Uint8Array<ArrayBuffer> => generatePrivateKey();

/**
 * The client's new half, d₁u, of the same key (GB/T 32918.1 §6.1). GmError KEY_INVALID.
 * @example
 * import { createClientShare, createRefresh, createServerShare, refreshClientShare, refreshServerShare } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const factor = createRefresh(); // to the server, over an authenticated channel
 * const newShare = refreshClientShare(share, factor);
 * const newServerShare = refreshServerShare(serverShare, factor);
 */
export function refreshClientShare(share: ClientShare, factor: Uint8Array): ClientShare {
  const refreshed = runSm2('sm2MultiplyScalars', [sized(share, 32, 'a share'), sized(factor, 32, 'a factor')], 32);
  if (!refreshed) throw refused();
  return refreshed;
}

/**
 * The server's new half, d₂u⁻¹, of the same key (GB/T 32918.1 §6.1); also P₁ ← u⁻¹P₁, against which the client's next proofs
 * are made.
 * @example
 * import { createClientShare, createRefresh, createServerShare, refreshClientShare, refreshServerShare } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const factor = createRefresh(); // to the server, over an authenticated channel
 * const newShare = refreshClientShare(share, factor);
 * const newServerShare = refreshServerShare(serverShare, factor);
 */
export function refreshServerShare({ d2, clientPoint }: ServerShare, factor: Uint8Array): ServerShare {
  const inverse = runSm2('sm2InvertScalar', [sized(factor, 32, 'a factor')], 32);
  const refreshed = inverse && runSm2('sm2MultiplyScalars', [sized(d2, 32, 'a share'), inverse], 32);
  const point = runSm2('sm2MultiplyInverse', [xyOf(clientPoint), factor], 64);
  inverse?.fill(0);
  if (!refreshed || !point) throw refused();
  return { d2: refreshed, clientPoint: uncompressed(point) };
}
