/** Multiples of points by secret scalars, whose bits the time does not tell. */
import { multiplyBase } from './comb';
import { NUMBER } from './limbs';
import { multiply } from './multiply';
import { pointFromBytes, pointToBytes, toAffine } from './point';
import { OPERANDS, POINT } from './scratch';
import { scalarFromBytes } from './scalar';

const k = OPERANDS;
const point = k + NUMBER;
const product = point + POINT;

/** k at `io`, 32 bytes → kG. False unless k is in [1, n-1]. */
export function sm2MultiplyBase(io: usize): bool {
  if (!scalarFromBytes(k, io)) return false;
  multiplyBase(product, k);
  toAffine(product, product);
  pointToBytes(io, product);
  return true;
}

/** P ‖ k at `io`, 96 bytes → kP. False unless P is on the curve and k in [1, n-1]. */
export function sm2Multiply(io: usize): bool {
  if (!pointFromBytes(point, io) || !scalarFromBytes(k, io + 64)) return false;
  multiply(product, k, point);
  toAffine(product, product);
  pointToBytes(io, product);
  return true;
}

/** Whether X‖Y at `io`, 64 bytes, is a point of the curve. */
export function sm2IsPoint(io: usize): bool {
  return pointFromBytes(point, io) !== 0;
}
