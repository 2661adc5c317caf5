/** The field of p elements, in Montgomery form; a number that left a kernel may stand for its residue in several ways. */
import { mul, ONE, P, P_30, P_R1, P_R2, P_R3 } from './kernels';
import { copy, fromBytes, isLess, isNought, normalise, toBytes } from './limbs';
import { invert } from './inverse';
import { FIELD } from './scratch';

const x = FIELD;

/** From 32 bytes, big-endian. The mask says whether they are below p. */
export function fieldFromBytes(r: usize, bytes: usize): i64 {
  fromBytes(x, bytes);
  const proper = isLess(x, P);
  mul(r, x, P_R2);
  return proper;
}

/** The one residue in [0, p), still in Montgomery form. */
export function fieldReduce(r: usize, a: usize): void {
  mul(x, a, P_R1);
  normalise(x, P);
  copy(r, x);
}

/** The residue itself, in [0, p). */
export function fieldToNumber(r: usize, a: usize): void {
  mul(x, a, ONE);
  normalise(x, P);
  copy(r, x);
}

export function fieldToBytes(bytes: usize, a: usize): void {
  fieldToNumber(x, a);
  toBytes(bytes, x);
}

/** Whether a stands for zero. */
export function fieldIsZero(a: usize): i64 {
  fieldReduce(x, a);
  return isNought(x);
}

/** 1/a, and 0 for 0, in constant time. */
export function fieldInvert(r: usize, a: usize): void {
  fieldReduce(x, a);
  invert(x, x, P_30);
  mul(r, x, P_R3); // (aR)⁻¹·R³ / R = a⁻¹·R
}
