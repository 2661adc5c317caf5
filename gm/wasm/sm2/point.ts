/**
 * Points of the curve y² = x³ - 3x + b in Jacobian coordinates: (X, Y, Z) stands for (X/Z², Y/Z³), Z = 0 for the point at
 * infinity; affine points are (x, y). Formulas after hyperelliptic.org/EFD (dbl-2001-b; addition with Z₁ = 1 or without).
 *
 * `addMixed` and `addDistinct` give Z = 0 for two equal points and for O, which multiplication keeps away from them (windows.ts)
 * or finds afterwards: once 0, Z stays 0. `addAny` is complete.
 *
 * Numbers are residues that need not be the least. A product of numbers within ±up and ±vp leaves its kernel between -uv/32·p
 * and (1 + uv/32)·p, for p² / 2^261 is p/32. With |X| ≤ 4p, |Y| ≤ 2p and |Z| ≤ 2p that holds for every sum and double again.
 */
import { fieldFromBytes, fieldInvert, fieldIsZero, fieldToBytes } from './field';
import {
  CURVE_B,
  mul,
  mul2,
  mul4,
  mulDifferenceSubMul,
  mulDifferenceSubSqr8,
  mulSub,
  mulTripleDifference,
  P,
  P_R1,
  sqr,
  sqrSub2,
  sqrSubSub2,
  THREE,
} from './kernels';
import { add, choose, copy, NUMBER, subtract } from './limbs';
import { AFFINE, CHOICE, FORMULA, POINT } from './scratch';

const Y = NUMBER;
const Z: usize = 2 * NUMBER;
const t0 = FORMULA;
const t1 = t0 + NUMBER;
const t2 = t1 + NUMBER;
const t3 = t2 + NUMBER;
const t4 = t3 + NUMBER;
const t5 = t4 + NUMBER;
const t6 = t5 + NUMBER;
const t7 = t6 + NUMBER;
const doubled = CHOICE;
const sum = CHOICE + POINT;

export function double(r: usize, a: usize): void {
  sqr(t0, a + Z); // δ
  sqr(t1, a + Y); // γ
  mulTripleDifference(t2, a, t0); // α = 3(X - δ)(X + δ)
  mul4(t3, a, t1); // 4β = 4Xγ
  mul2(r + Z, a + Y, a + Z);
  sqrSub2(r, t2, t3);
  mulDifferenceSubSqr8(r + Y, t2, t3, r, t1);
}

/** a + q with q affine. */
export function addMixed(r: usize, a: usize, q: usize): void {
  sqr(t0, a + Z);
  mulSub(t1, t0, q, a); // H
  mul(t0, t0, a + Z);
  mulSub(t2, t0, q + Y, a + Y); // R
  mul(r + Z, a + Z, t1);
  sqr(t3, t1);
  mul(t1, t1, t3); // H³
  mul(t3, a, t3); // V = X·H²
  finish(r, t2, t1, t3, a + Y);
}

/** X₃ = R² - H³ - 2V, Y₃ = R(V - X₃) - Y·H³. */
@inline
function finish(r: usize, slope: usize, cube: usize, v: usize, y: usize): void {
  sqrSubSub2(r, slope, cube, v);
  mulDifferenceSubMul(r + Y, slope, v, r, y, cube);
}

/** a + b; leaves H in t1 and R in t2. */
export function addDistinct(r: usize, a: usize, b: usize): void {
  sqr(t0, b + Z);
  mul(t3, a, t0); // U₁
  mul(t0, t0, b + Z);
  mul(t4, a + Y, t0); // S₁
  sqr(t0, a + Z);
  mulSub(t1, t0, b, t3); // H
  mul(t0, t0, a + Z);
  mulSub(t2, t0, b + Y, t4); // R
  mul(r + Z, a + Z, b + Z);
  mul(r + Z, r + Z, t1);
  sqr(t5, t1);
  mul(t6, t1, t5); // H³
  mul(t3, t3, t5); // V
  finish(r, t2, t6, t3, t4);
}

/** a + b for any two points, without a branch: sum and double are both computed. */
export function addAny(r: usize, a: usize, b: usize): void {
  addDistinct(sum, a, b);
  const same = fieldIsZero(t1) & fieldIsZero(t2);
  const noA = fieldIsZero(a + Z);
  const noB = fieldIsZero(b + Z);
  double(doubled, a);
  choosePoint(sum, doubled, same);
  choosePoint(sum, b, noA);
  choosePoint(sum, a, noB);
  memory.copy(r, sum, POINT);
}

function choosePoint(r: usize, a: usize, mask: i64): void {
  choose(r, a, mask);
  choose(r + Y, a + Y, mask);
  choose(r + Z, a + Z, mask);
}

/** y = -y of an affine point. */
export function negatePoint(affine: usize): void {
  subtract(affine + Y, P, affine + Y);
}

export function fromAffine(r: usize, a: usize): void {
  memory.copy(r, a, AFFINE);
  copy(r + Z, P_R1);
}

/** The affine point whose 1/Z is in `inverse`. */
export function scale(r: usize, a: usize, inverse: usize): void {
  sqr(t0, inverse);
  mul(t1, t0, inverse);
  mul(r, a, t0);
  mul(r + Y, a + Y, t1);
}

/** The affine point, (0, 0) for O. The mask says whether it is a point. */
export function toAffine(r: usize, a: usize): i64 {
  const infinite = fieldIsZero(a + Z);
  fieldInvert(t7, a + Z);
  scale(r, a, t7);
  return ~infinite;
}

/** From X‖Y, 64 bytes. The mask says whether that is a point of the curve (GB/T 32918.1 §6.2.1). */
export function pointFromBytes(r: usize, bytes: usize): i64 {
  const proper = fieldFromBytes(r, bytes) & fieldFromBytes(r + Y, bytes + 32);
  sqr(t0, r);
  mulDifferenceSubMul(t0, r, t0, THREE, r + Y, r + Y); // x(x² - 3) - y²
  add(t0, t0, CURVE_B);
  return proper & fieldIsZero(t0);
}

export function pointToBytes(bytes: usize, affine: usize): void {
  fieldToBytes(bytes, affine);
  fieldToBytes(bytes + 32, affine + Y);
}
