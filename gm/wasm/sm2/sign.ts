/** Signing (GB/T 32918.2 §6.1) and key pairs; the time of each depends on lengths only. */
import { multiplyBase } from './comb';
import { fieldToNumber } from './field';
import { mulModuloN, N, N_R2, ONE } from './kernels';
import { isNought, normalise, NUMBER, toBytes } from './limbs';
import { NONCE_KEY, nonce, prepareNonces, SIGNATURE } from './nonce';
import { pointToBytes, toAffine } from './point';
import { OPERANDS, POINT } from './scratch';
import { scalarAdd, scalarFromBytes, scalarInvert, scalarSubtract } from './scalar';

const k = OPERANDS;
const point = k + NUMBER;
const e = point + POINT;
const r = e + NUMBER;
const s = r + NUMBER;
const sum = s + NUMBER;
const factor = sum + NUMBER;

/**
 * d at `io`, 32 bytes → what signing with it needs: (1 + d)⁻¹·R and the prepared HMAC key, 256 bytes. False unless d is in
 * [1, n-2].
 */
export function sm2PrepareSigner(io: usize): bool {
  const proper = scalarFromBytes(k, io);
  scalarAdd(k, k, ONE);
  if (!(proper & ~isNought(k))) return false;
  prepareNonces(io + 32, io);
  scalarInvert(factor, k);
  mulModuloN(factor, factor, N_R2);
  normalise(factor, N);
  toBytes(io, factor);
  return true;
}

/** Prepared key ‖ random ‖ e at `io`, 320 bytes → r ‖ s. */
export function sm2Sign(io: usize): bool {
  const seed = io + 32 + NONCE_KEY;
  let count = SIGNATURE;
  do {
    count = nonce(k, io + 32, seed, count);
    multiplyBase(point, k);
    toAffine(point, point);
    fieldToNumber(r, point);
    normalise(r, N);
    scalarFromBytes(e, seed + 32);
    scalarAdd(r, r, e);
    // s = (1 + d)⁻¹(k - r·d) = (1 + d)⁻¹(k + r) - r
    scalarAdd(sum, k, r);
    scalarFromBytes(factor, io);
    mulModuloN(s, factor, sum);
    normalise(s, N);
    scalarSubtract(s, s, r);
  } while (isNought(r) | isNought(sum) | isNought(s)); // A5, A6: as good as never
  toBytes(io, r);
  toBytes(io + 32, s);
  return true;
}
