import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { sm3 } from '../sm3/sm3.ts';
import { checkPrivateKey, coordinates } from './curve.ts';
import { deriveKey } from './derive-key.ts';
import { defaultId, signerDigest } from './message-digest.ts';

type KeyPair = { privateKey: Uint8Array; publicKey: Uint8Array };

export type KeyExchange = {
  /** Who sent the first message: the two compute differently. */
  role: 'initiator' | 'responder';
  own: KeyPair & { id?: Uint8Array };
  /** A fresh pair for this exchange alone; its public key R goes to the peer. */
  ephemeral: KeyPair;
  peer: { publicKey: Uint8Array; id?: Uint8Array };
  peerEphemeralKey: Uint8Array;
  /** Bytes of the key wanted. */
  length: number;
};

/** x̄ = 2^w + (x & (2^w - 1)) with w = 127 (A4, B3): the lower half of x, its first bit set. */
function halved(xy: Uint8Array): Uint8Array {
  const half = new Uint8Array(32);
  half.set(xy.subarray(16, 32), 16);
  half[16] = (half[16] ?? 0) | 0x80;
  return half;
}

function pointOf(publicKey: Uint8Array): Uint8Array {
  const xy = coordinates(publicKey);
  if (!xy) throw new GmError('KEY_INVALID', 'not an uncompressed SM2 point');
  return xy;
}

/**
 * Key exchange (GB/T 32918.3 §6.1): both sides get the same key, and each a tag that only the other can have made (A9, A10, B8,
 * B10). Send `ownTag`; use the key only after the peer's tag equalled `peerTag` (equalBytes).
 * GmError KEY_INVALID for keys out of range, points off the curve, or U at infinity.
 * @example
 * import { generateSm2KeyPair, sm2KeyExchange } from '@bedsign/gm';
 * const sides = [generateSm2KeyPair(), generateSm2KeyPair()].map((own) => ({ own, ephemeral: generateSm2KeyPair() }));
 * const [alice, bob] = ['initiator', 'responder'].map((role, index) => {
 *   const [mine, other] = index === 0 ? sides : sides.toReversed();
 *   const peer = { publicKey: other.own.publicKey };
 *   return sm2KeyExchange({ role, ...mine, peer, peerEphemeralKey: other.ephemeral.publicKey, length: 16 });
 * });
 * if (alice.ownTag.join() !== bob.peerTag.join()) throw new Error('not the same key');
 */
export function sm2KeyExchange(exchange: KeyExchange): { key: Uint8Array; ownTag: Uint8Array; peerTag: Uint8Array } {
  const { role, own, ephemeral, peer, peerEphemeralKey, length } = exchange;
  checkPrivateKey(own.privateKey);
  checkPrivateKey(ephemeral.privateKey);
  const [r, peerR] = [pointOf(ephemeral.publicKey), pointOf(peerEphemeralKey)];
  const inputs = [own.privateKey, ephemeral.privateKey, halved(r), pointOf(peer.publicKey), peerR, halved(peerR)];
  const shared = runSm2('sm2Agree', inputs, 64);
  if (!shared) throw new GmError('KEY_INVALID', 'the keys of this exchange are not SM2 keys, or agree on nothing');

  const ofOwn = { z: signerDigest(own.publicKey, own.id ?? defaultId), r };
  const ofPeer = { z: signerDigest(peer.publicKey, peer.id ?? defaultId), r: peerR };
  const [a, b] = role === 'initiator' ? [ofOwn, ofPeer] : [ofPeer, ofOwn];
  const [x, y] = [shared.subarray(0, 32), shared.subarray(32)];
  const inner = sm3(x, a.z, b.z, a.r, b.r);
  const tag = (first: number) => sm3(new Uint8Array([first]), y, inner);
  const [ofInitiator, ofResponder] = [tag(3), tag(2)];
  const key = deriveKey(new Uint8Array([...shared, ...a.z, ...b.z]), length);
  shared.fill(0);
  return role === 'initiator'
    ? { key, ownTag: ofInitiator, peerTag: ofResponder }
    : { key, ownTag: ofResponder, peerTag: ofInitiator };
}
