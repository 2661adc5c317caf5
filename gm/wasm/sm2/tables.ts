/** Tables of odd multiples. */
import { fieldInvert } from './field';
import { mul, P } from './kernels';
import { copy, gather, normalise, NUMBER } from './limbs';
import { addDistinct, double, scale } from './point';
import { AFFINE, POINT, TABULATE } from './scratch';
import { PACKED } from './windows';

const Z: usize = 2 * NUMBER;
const inverse = TABULATE;
const one = inverse + NUMBER;
const affine = one + NUMBER;

/** `points` := P, 3P, 5P, … (`count` of them) and behind them 2P; P stands at their beginning. */
export function oddMultiples(points: usize, count: i32): void {
  const twice = points + <usize>count * POINT;
  double(twice, points);
  for (let i = 1; i < count; i++, points += POINT) addDistinct(points + POINT, points, twice);
}

/** Writes `count` points as table entries; they share one inversion (Montgomery's trick). `products`: a number for each. */
export function tabulate(table: usize, points: usize, count: i32, products: usize): void {
  copy(products, points + Z);
  for (let i: usize = 1; i < <usize>count; i++) {
    mul(products + i * NUMBER, products + (i - 1) * NUMBER, points + i * POINT + Z);
  }
  fieldInvert(inverse, products + <usize>(count - 1) * NUMBER);
  for (let i = <usize>count - 1; i > 0; i--) {
    mul(one, inverse, products + (i - 1) * NUMBER);
    mul(inverse, inverse, points + i * POINT + Z);
    pack(table + i * PACKED, points + i * POINT, one);
  }
  pack(table, points, inverse);
}

function pack(entry: usize, point: usize, zInverse: usize): void {
  scale(affine, point, zInverse);
  normalise(affine, P); // a product with |x| ≤ 4p is between -p/4 and 5p/4 (point.ts)
  normalise(affine + NUMBER, P);
  gather(entry, affine);
  gather(entry + 32, affine + NUMBER);
}
