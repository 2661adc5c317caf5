import { ascii } from '../bytes.ts';
import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { sm3 } from '../sm3/sm3.ts';
import { proofTable } from './known-points.ts';
import { sized } from './shares.ts';

/** Bytes of a proof. */
const proofLength = 96;

const purposes = { share: ascii('share'), sign: ascii('sign'), decrypt: ascii('decrypt') };

/** A digest of what a proof is made for: the purpose and every field, each with its length before it. */
export function contextOf(purpose: keyof typeof purposes, ...fields: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const parts = [purposes[purpose], ...fields];
  const framed = new Uint8Array(parts.reduce((length, part) => length + 4 + part.length, 0));
  const view = new DataView(framed.buffer);
  let end = 0;
  for (const part of parts) {
    view.setUint32(end, part.length);
    framed.set(part, end + 4);
    end += 4 + part.length;
  }
  return sm3(framed);
}

/** Schnorr's proof, bound to a context, that whoever makes it knows dᵢ⁻¹ under dᵢ⁻¹G: R ‖ z, 96 bytes (wasm/sm2/proof.ts). */
export function proveShare(share: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer> {
  const inputs = [sized(share, 32, 'a share'), randomBytes(32), context];
  const proof = runSm2('sm2Prove', inputs, proofLength);
  if (!proof) throw new GmError('KEY_INVALID', 'a share is a scalar in [1, n-1]');
  return proof;
}

/** GmError PROOF_INVALID unless the proof holds for the point and the context; KEY_INVALID for a point off the curve. */
export function checkProof(point: Uint8Array, context: Uint8Array, proof: Uint8Array): void {
  const inputs = [proofTable(point), context, sized(proof, proofLength, 'a proof')];
  if (!runSm2('sm2CheckProof', inputs)) {
    throw new GmError('PROOF_INVALID', 'the other side does not prove its share: wrong PIN, wrong key, or a replay');
  }
}
