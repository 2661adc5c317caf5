/** Multiples of any point by a secret scalar: 64 windows of four bits, four doublings and one addition each. */
import { addMixed, double, fromAffine } from './point';
import { MULTIPLES, POINT } from './scratch';
import { oddMultiples, tabulate } from './tables';
import { indexOf, lookUp, recode, signOf, windowAt } from './windows';

const WIDTH = 4;
const COUNT = 8;
const points = MULTIPLES;
const table = points + 9 * POINT;
const products = table + 512;

/** r = kP for k in [1, n-1] and an affine P on the curve. */
export function multiply(r: usize, k: usize, affine: usize): void {
  fromAffine(points, affine);
  oddMultiples(points, COUNT);
  tabulate(table, points, COUNT, products);
  const turned = recode(k, 0);
  for (let bit = 252; bit >= 0; bit -= WIDTH) {
    const window = windowAt(bit, WIDTH);
    const index = indexOf(window, WIDTH);
    const negative = signOf(window, WIDTH) ^ turned;
    if (bit === 252) {
      fromAffine(r, lookUp(table, COUNT, index, negative));
      continue;
    }
    for (let i = 0; i < WIDTH; i++) double(r, r);
    addMixed(r, r, lookUp(table, COUNT, index, negative));
  }
}
