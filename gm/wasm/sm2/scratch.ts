/**
 * Where the SM2 operations keep what may be secret while they run: one area, so that one fill wipes it. Each place belongs to
 * one file; a point is three numbers, an affine point two.
 */
import { NUMBER } from './limbs';

const LENGTH: usize = 8192;
const scratch = memory.data(8192, 16);

export const POINT: usize = 3 * NUMBER;
export const AFFINE: usize = 2 * NUMBER;

export const INVERSION = scratch; // inverse.ts: four numbers and a matrix
export const FIELD = INVERSION + 4 * NUMBER + 32; // field.ts: a number
export const FORMULA = FIELD + NUMBER; // point.ts: eight numbers
export const CHOICE = FORMULA + 8 * NUMBER; // point.ts: two points
export const ENTRY = CHOICE + 2 * POINT; // windows.ts: an affine point
export const DIGITS = ENTRY + AFFINE; // windows.ts: a number and 48 bytes
export const TABULATE = DIGITS + NUMBER + 48; // tables.ts: two numbers and an affine point
export const MULTIPLES = TABULATE + 2 * NUMBER + AFFINE; // multiply.ts: nine points, a table of 512 bytes, eight numbers
export const NONCE = MULTIPLES + 9 * POINT + 512 + 8 * NUMBER; // nonce.ts: two SM3 states, 40 bytes
export const OPERANDS = NONCE + 264; // the operations: what they have in hand

/** Called after every operation, also after one that failed. */
export function sm2Wipe(): void {
  memory.fill(scratch, 0, LENGTH);
}
