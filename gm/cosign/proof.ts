import { ascii, equalBytes } from '../bytes.ts';
import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { sm3 } from '../sm3/sm3.ts';
import { sized, xyOf } from './shares.ts';

/** A digest of what a proof is made for: the purpose and every field with its length before it. */
export function contextOf(
  purpose: 'share' | 'sign' | 'decrypt' | 'answer',
  ...fields: readonly Uint8Array[]
): Uint8Array {
  const framed = [ascii(purpose), ...fields].flatMap((field) => {
    const length = new DataView(new ArrayBuffer(4));
    length.setUint32(0, field.length);
    return [new Uint8Array(length.buffer), field];
  });
  return sm3(...framed);
}

/** Schnorr's proof, bound to a context, that whoever makes it knows dᵢ⁻¹ under dᵢ⁻¹G: c ‖ z, 64 bytes. */
export function proveShare(share: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer> {
  const proof = runSm2('sm2Prove', [sized(share, 32, 'a share'), randomBytes(32), context], 64);
  if (!proof) throw new GmError('KEY_INVALID', 'a share is a scalar in [1, n-1]');
  return proof;
}

/** GmError PROOF_INVALID unless the proof holds for the point and the context: c = SM3(context ‖ zG - cP). */
export function checkProof(point: Uint8Array, context: Uint8Array, proof: Uint8Array): void {
  const c = sized(proof, 64, 'a proof').subarray(0, 32);
  const commitment = runSm2('sm2ProofPoint', [xyOf(point), proof], 64);
  if (!commitment || !equalBytes(sm3(context, commitment), c)) {
    throw new GmError('PROOF_INVALID', 'the other side does not prove its share: wrong PIN, wrong key, or a replay');
  }
}
