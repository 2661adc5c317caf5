/** Key exchange (GB/T 32918.3 §6.1). */
import { fromAffine, addAny, pointFromBytes, pointToBytes, toAffine } from './point';
import { isNought, NUMBER } from './limbs';
import { multiply } from './multiply';
import { OPERANDS, POINT } from './scratch';
import { scalarAdd, scalarFromBytes, scalarMultiply } from './scalar';

const t = OPERANDS;
const factor = t + NUMBER;
const point = factor + NUMBER;
const key = point + POINT;

/**
 * d ‖ r ‖ x̄ ‖ P′ ‖ R′ ‖ x̄′ at `io`, 256 bytes → U = (d + x̄·r)(P′ + x̄′R′), A5 to A7 or B5 to B7 (h = 1). False for scalars out
 * of range, points off the curve, and U = O.
 */
export function sm2Agree(io: usize): bool {
  let proper = scalarFromBytes(t, io + 32) & scalarFromBytes(factor, io + 64);
  scalarMultiply(t, t, factor);
  proper &= scalarFromBytes(factor, io);
  scalarAdd(t, t, factor);
  proper &= scalarFromBytes(factor, io + 224) & ~isNought(t);
  proper &= pointFromBytes(key, io + 96) & pointFromBytes(point, io + 160);
  if (!proper) return false;
  multiply(point, factor, point);
  fromAffine(key, key);
  addAny(point, point, key);
  if (!toAffine(point, point)) return false;
  multiply(point, t, point);
  toAffine(point, point);
  pointToBytes(io, point);
  return true;
}
