import type { Mapping, Spot } from '@bedsign/contract';

/** Where the pen was on the pad, and where the cross stood on the screen; both as fractions. */
export type Pair = { pad: Spot; screen: Spot };

type Vector = [number, number, number];
type Matrix = [Vector, Vector, Vector];

const determinant = ([[a, b, c], [d, e, f], [g, h, i]]: Matrix): number =>
  a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);

/** Cramer's rule; null where the equations do not say enough. */
const solve = (matrix: Matrix, right: Vector): Vector | null => {
  const whole = determinant(matrix);
  if (Math.abs(whole) < 1e-9) return null;
  const column = (at: number): number =>
    determinant(matrix.map((row, i) => row.map((value, j) => (j === at ? right[i] : value))) as Matrix) / whole;
  return [column(0), column(1), column(2)];
};

/**
 * The affine map that brings the taps closest to their crosses (least squares over four pairs, so that two degrees of
 * freedom are left to tell a bad tap; a projective map would go through any four taps). Null where they lie on a line.
 */
export const fitMapping = (pairs: readonly Pair[]): Mapping | null => {
  const rows = pairs.map(({ pad }): Vector => [pad.x, pad.y, 1]);
  const sum = (f: (row: Vector, index: number) => number) => rows.reduce((total, row, i) => total + f(row, i), 0);
  const axes = [0, 1, 2] as const;
  const normal = axes.map((i) => axes.map((j) => sum((row) => row[i] * row[j]))) as Matrix;
  const towards = (axis: 'x' | 'y') =>
    axes.map((i) => sum((row, at) => row[i] * (pairs[at]?.screen[axis] ?? 0))) as Vector;
  const x = solve(normal, towards('x'));
  const y = solve(normal, towards('y'));
  return x && y ? [...x, ...y] : null;
};

/** How much larger or smaller than its screen a pad's area may be: borders, but no other screen. */
const mostStretch = 2;

/** Whether a digitizer can lie on a screen so: neither folded to a line nor many times its size. */
export const isPlausible = ([a, b, , d, e]: Mapping): boolean => {
  const area = Math.abs(a * e - b * d);
  return area > 1 / mostStretch && area < mostStretch && [a, b, d, e].every((factor) => Math.abs(factor) < mostStretch);
};
