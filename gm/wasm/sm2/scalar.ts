/** Scalars: numbers in [0, n), limbs in [0, 2^29). */
import { mulModuloN, N, N_30, N_R2 } from './kernels';
import { add, fromBytes, isLess, isNought, normalise, subtract } from './limbs';
import { invert } from './inverse';

/** From 32 bytes, big-endian, reduced modulo n. The mask says whether they were in [1, n-1]. */
export function scalarFromBytes(r: usize, bytes: usize): i64 {
  fromBytes(r, bytes);
  const proper = isLess(r, N) & ~isNought(r);
  normalise(r, N);
  return proper;
}

export function scalarAdd(r: usize, a: usize, b: usize): void {
  add(r, a, b);
  normalise(r, N);
}

export function scalarSubtract(r: usize, a: usize, b: usize): void {
  subtract(r, a, b);
  normalise(r, N);
}

export function scalarMultiply(r: usize, a: usize, b: usize): void {
  mulModuloN(r, a, b);
  mulModuloN(r, r, N_R2);
  normalise(r, N);
}

/** 1/a in constant time; 0 for 0. */
export function scalarInvert(r: usize, a: usize): void {
  invert(r, a, N_30);
}
