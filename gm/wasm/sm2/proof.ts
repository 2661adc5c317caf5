/**
 * Schnorr's proof of knowledge of x under P = xG, bound to a context: R = aG, c = c(SM3(context ‖ R)), z = a + cx, checked as
 * R = zG - cP. All of a check is public.
 *
 * The challenge is the first 128 bits h of the digest, read as signs: c = Σ ±2^i = 2h - (2^128 - 1). Two challenges differ by less
 * than n, so that two answers to one R give x away, and a proof without x passes once in 2^128: what the curve itself gives.
 *
 * The sum by Lim and Lee's comb (CRYPTO '94): 128 signs are eight rows of sixteen, and of a known P there are all Σ ±2^(16t)·P with
 * a positive last, 128 points in 8 KiB, which take as long to make as one check without them. z, of 256 signs, is two such
 * numbers, for G and for 2^128·G; fifteen doublings serve all three.
 */
import { sm3Whole } from '../sm3';
import { fieldFromBytes, fieldIsZero } from './field';
import { ALL_SIGNS, BASE, mul, mulSub, sqr } from './kernels';
import { NUMBER } from './limbs';
import { addAny, addDistinct, addMixed, double, fromAffine, negatePoint, pointFromBytes, toAffine } from './point';
import { scalarAdd, scalarFromBytes, scalarSubtract } from './scalar';
import { OPERANDS, POINT } from './scratch';
import { tabulate } from './tables';
import { indexOf, PACKED, pick, recode, signOf, windowAt } from './windows';

const TEETH: usize = 8;
const SPACING = 16;
const COUNT = 128;
const TABLE: usize = 128 * PACKED;
const Z: usize = 2 * NUMBER;

const rows = memory.data(8 * 216, 16);
const points = memory.data(128 * 216, 16);
const products = memory.data(128 * 72, 16);
const digest = memory.data(32, 16);
const tablesOfBase = memory.data(2 * 128 * 64, 16);
let made = false;

const key = OPERANDS;
const z = key + 2 * NUMBER;
const sum = z + NUMBER;
const x = sum + POINT;
const y = x + NUMBER;
const power = y + NUMBER;
const part = power + NUMBER;

/** Leaves h in the last 16 bytes of `digest`; context ‖ R, 96 bytes, are wiped. */
function hash(hashed: usize): void {
  sm3Whole(hashed, 96, digest);
  memory.copy(digest + 16, digest, 16);
  memory.fill(digest, 0, 16);
}

/** r = c modulo n. */
export function challenge(r: usize, hashed: usize): void {
  hash(hashed);
  scalarFromBytes(r, digest);
  scalarAdd(r, r, r);
  scalarSubtract(r, r, ALL_SIGNS);
}

/** The table of the affine point in `key`. */
function makeTable(table: usize): void {
  fromAffine(rows, key);
  for (let tooth: usize = 1; tooth < TEETH; tooth++) {
    const row = rows + tooth * POINT;
    double(row, row - POINT);
    for (let i = 1; i < SPACING; i++) double(row, row);
  }
  // All signs but the last negative; then each in turn made positive by adding twice its row. No two of these multiples of P,
  // odd the ones and even the others, all below 2^114, are equal or opposite.
  memory.copy(points, rows + (TEETH - 1) * POINT, POINT);
  for (let tooth: usize = 0; tooth < TEETH - 1; tooth++) {
    memory.copy(sum, rows + tooth * POINT, POINT);
    negatePoint(sum);
    addDistinct(points, points, sum);
  }
  for (let tooth: usize = 0; tooth < TEETH - 1; tooth++) {
    double(sum, rows + tooth * POINT);
    const above = points + (POINT << tooth);
    for (let at = points; at < above; at += POINT) addDistinct(at + (POINT << tooth), at, sum);
  }
  tabulate(table, points, COUNT, products);
}

/** The tables of G and of 2^128·G. */
function baseTables(): usize {
  if (made) return tablesOfBase;
  memory.copy(key, BASE, 2 * NUMBER);
  makeTable(tablesOfBase);
  double(sum, rows + (TEETH - 1) * POINT);
  for (let i = 1; i < SPACING; i++) double(sum, sum);
  toAffine(key, sum);
  makeTable(tablesOfBase + TABLE);
  made = true;
  return tablesOfBase;
}

/** P at `io`, 64 bytes → its table, 8192 bytes; false if P is not on the curve. */
export function sm2PrepareProof(io: usize): bool {
  if (!pointFromBytes(key, io)) return false;
  makeTable(io);
  return true;
}

/** The signs of one column of h, those of the last row highest. */
function columnOfChallenge(column: i32): i32 {
  let signs = 0;
  for (let tooth: usize = 0; tooth < TEETH; tooth++) {
    const row = digest + 30 - (tooth << 1); // two bytes a row, big-endian
    signs |= ((<i32>bswap(load<u16>(row)) >> column) & 1) << <i32>tooth;
  }
  return signs;
}

/** The same of a half of the recoded number. */
function columnFrom(start: i32, column: i32): i32 {
  let signs = 0;
  for (let tooth: i32 = 0; tooth < <i32>TEETH; tooth++) signs |= windowAt(start + SPACING * tooth + column, 1) << tooth;
  return signs;
}

@inline
function entryOf(table: usize, signs: i32, turned: i64): usize {
  return pick(table, indexOf(signs, <i32>TEETH), signOf(signs, <i32>TEETH) ^ turned);
}

@inline
function include(entry: usize, completely: bool): void {
  if (completely) {
    fromAffine(part, entry);
    addAny(sum, sum, part);
  } else addMixed(sum, sum, entry);
}

/** sum = zG - cP; Z = 0 where two points on the way cannot be added, unless that is done `completely`. */
function addUp(table: usize, completely: bool): void {
  const base = baseTables();
  const turned = recode(z, 0);
  fromAffine(sum, entryOf(table, columnOfChallenge(SPACING - 1), -1));
  for (let column = SPACING - 1; column >= 0; column--) {
    if (column < SPACING - 1) {
      double(sum, sum);
      include(entryOf(table, columnOfChallenge(column), -1), completely);
    }
    include(entryOf(base, columnFrom(0, column), turned), completely);
    include(entryOf(base + TABLE, columnFrom(128, column), turned), completely);
  }
}

/** Table of P ‖ context ‖ R ‖ z at `io`, 8320 bytes: whether R = zG - cP. */
export function sm2CheckProof(io: usize): bool {
  const context = io + TABLE;
  const proper = fieldFromBytes(x, context + 32) & fieldFromBytes(y, context + 64) & scalarFromBytes(z, context + 96);
  if (!proper) return false;
  hash(context);
  addUp(io, false);
  if (fieldIsZero(sum + Z)) addUp(io, true);
  if (fieldIsZero(sum + Z)) return false; // O is no R
  sqr(power, sum + Z);
  mulSub(x, power, x, sum);
  mul(power, power, sum + Z);
  mulSub(y, power, y, sum + NUMBER);
  return (fieldIsZero(x) & fieldIsZero(y)) !== 0;
}
