/**
 * Multiples of a fixed point without doublings: for each of 37 windows of seven bits, the 64 odd multiples (1, 3, …, 127)·2^(7i)·P.
 * 148 KiB a point; that of G is made when first needed.
 */
import { BASE } from './kernels';
import { addMixed, double, fromAffine } from './point';
import { POINT } from './scratch';
import { oddMultiples, tabulate } from './tables';
import { indexOf, lookUp, PACKED, pick, recode, signOf, windowAt } from './windows';

const WIDTH = 7;
const ROWS = 37;
const COUNT: i32 = 64;
const ROW: usize = 64 * PACKED;

/** Bytes of the tables of one point. */
export const COMB: usize = <usize>ROWS * ROW;

const points = memory.data(65 * 216, 16);
const products = memory.data(64 * 72, 16);
const ofBase = memory.data(37 * 64 * 64, 16);
let made = false;

/** The tables of an affine point, which is public. */
export function makeComb(comb: usize, affine: usize): void {
  fromAffine(points, affine);
  for (let row = 0; row < ROWS; row++, comb += ROW) {
    oddMultiples(points, COUNT);
    tabulate(comb, points, COUNT, products);
    const twice = points + <usize>COUNT * POINT;
    for (let i = 1; i < WIDTH; i++) double(twice, twice);
    memory.copy(points, twice, POINT);
  }
}

/** The tables of the base point G. */
export function baseComb(): usize {
  if (!made) makeComb(ofBase, BASE);
  made = true;
  return ofBase;
}

/** r = kG for a secret k in [1, n-1]. */
export function multiplyBase(r: usize, k: usize): void {
  accumulateBase(r, k, true);
}

/** r += kG for a secret k that is independent of r: Z = 0 if by chance, below 2^-240, two points on the way cannot be added. */
export function addBaseMultiple(r: usize, k: usize): void {
  accumulateBase(r, k, false);
}

@inline
function accumulateBase(r: usize, k: usize, fresh: bool): void {
  const comb = baseComb();
  const turned = recode(k, 3);
  for (let row = ROWS - 1; row >= 0; row--) {
    const window = windowAt(row * WIDTH, WIDTH);
    const entry = lookUp(comb + <usize>row * ROW, COUNT, indexOf(window, WIDTH), signOf(window, WIDTH) ^ turned);
    if (fresh && row === ROWS - 1) fromAffine(r, entry);
    else addMixed(r, r, entry);
  }
}

/** r = kP, or r += kP unless `fresh`, for a public k in [1, n-1] and the tables of P. */
export function addPublicMultiple(r: usize, k: usize, comb: usize, fresh: bool): void {
  const turned = recode(k, 3);
  for (let row = 0; row < ROWS; row++, comb += ROW) {
    const window = windowAt(row * WIDTH, WIDTH);
    const entry = pick(comb, indexOf(window, WIDTH), signOf(window, WIDTH) ^ turned);
    if (fresh && row === 0) fromAffine(r, entry);
    else addMixed(r, r, entry);
  }
}
