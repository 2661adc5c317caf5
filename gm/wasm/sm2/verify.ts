/**
 * Verification. All of it is public, so digits steer branches and only the wanted table entry is read.
 *
 * In sG + tP two equal or opposite points may meet; the formulas then leave Z = 0 for good (point.ts), and the sum is made again
 * from its parts, completely.
 */
import { addPublicMultiple, baseComb, COMB, makeComb, multiplyBase } from './comb';
import { fieldIsZero } from './field';
import { mul, mulSub, N, P, P_R2, sqr } from './kernels';
import { add, copy, gather, isLess, isNought, NUMBER } from './limbs';
import { multiply } from './multiply';
import { addAny, addMixed, double, fromAffine, pointFromBytes } from './point';
import { OPERANDS, POINT } from './scratch';
import { scalarAdd, scalarFromBytes, scalarSubtract } from './scalar';
import { oddMultiples, tabulate } from './tables';
import { pick } from './windows';

const G_WIDTH = 8; // the first row of G's comb holds 1, 3, …, 127
const P_WIDTH = 5;
const P_COUNT = 8; // 1, 3, …, 15
const BITS = 257;

const sDigits = memory.data(272);
const tDigits = memory.data(272);
const points = memory.data(9 * 216, 16);
const table = memory.data(8 * 64, 16);
const products = memory.data(8 * 72, 16);
const words = memory.data(48, 16);

const key = OPERANDS;
const sum = key + 2 * NUMBER;
const part = sum + POINT;
const r = part + POINT;
const s = r + NUMBER;
const t = s + NUMBER;
const x = t + NUMBER;
const zz = x + NUMBER;
const difference = zz + NUMBER;
const Z: usize = 2 * NUMBER;

/** The digits of k: 0 or odd and below 2^(width - 1) in size, at least `width` bits from one that is not 0 to the next. */
function wnaf(digits: usize, k: usize, width: i32): void {
  memory.fill(digits, 0, BITS);
  gather(words, k);
  let carry = 0;
  for (let bit = 0; bit < BITS; ) {
    let digit = <i32>(load<u64>(words + (bit >> 3)) >> (bit & 7)) & ((1 << width) - 1);
    if ((digit & 1) === carry) {
      bit++;
      continue;
    }
    digit += carry;
    carry = digit >> (width - 1);
    store<i8>(digits + bit, digit - (carry << width));
    bit += width;
  }
}

/** The table entry of an odd digit. */
@inline
function entryOf(entries: usize, digit: i32): usize {
  const negative = digit >> 31;
  return pick(entries, ((digit ^ negative) - negative) >> 1, negative);
}

/** sum = sG + tP by Straus' method. */
function addInterleaved(): void {
  fromAffine(points, key);
  oddMultiples(points, P_COUNT);
  tabulate(table, points, P_COUNT, products);
  const base = baseComb();
  wnaf(sDigits, s, G_WIDTH);
  wnaf(tDigits, t, P_WIDTH);
  let empty = true;
  for (let bit = BITS - 1; bit >= 0; bit--) {
    if (!empty) double(sum, sum);
    for (let which = 0; which < 2; which++) {
      const digit = <i32>load<i8>((which ? tDigits : sDigits) + bit);
      if (!digit) continue;
      const entry = entryOf(which ? table : base, digit);
      if (empty) fromAffine(sum, entry);
      else addMixed(sum, sum, entry);
      empty = false;
    }
  }
}

/** The same with complete additions. */
function addCompletely(): void {
  multiplyBase(sum, s);
  multiply(part, t, key);
  addAny(sum, sum, part);
}

/** Whether X/Z² = x, in limbs, for the point `sum`. */
function hasX(): bool {
  mul(x, x, P_R2);
  mulSub(x, x, zz, sum);
  return fieldIsZero(x) !== 0;
}

/** Whether r = e + x₁ mod n (GB/T 32918.2 §7.1 B6, B7): x₁ is r - e or, being below p, perhaps r - e + n. */
function agrees(e: usize): bool {
  if (fieldIsZero(sum + Z)) return false;
  sqr(zz, sum + Z);
  scalarFromBytes(difference, e);
  scalarSubtract(difference, r, difference);
  copy(x, difference);
  if (hasX()) return true;
  add(x, difference, N);
  return isLess(x, P) !== 0 && hasX();
}

/** r, s in [1, n-1] and t = r + s ≠ 0 modulo n (§7.1 B1, B2, B5). */
function readSignature(bytes: usize): bool {
  const proper = scalarFromBytes(r, bytes) & scalarFromBytes(s, bytes + 32);
  scalarAdd(t, r, s);
  return (proper & ~isNought(t)) !== 0;
}

/** P ‖ r ‖ s ‖ e at `input`, 160 bytes: whether the signature holds. */
export function sm2Verify(input: usize): bool {
  if (!pointFromBytes(key, input) || !readSignature(input + 64)) return false;
  addInterleaved();
  if (fieldIsZero(sum + Z)) addCompletely();
  return agrees(input + 128);
}

const combs = memory.data(16 * 37 * 64 * 64, 16);

/** Makes the tables of a public key P, 64 bytes at `input`, in one of sixteen slots; false if P is not on the curve. */
export function sm2PrepareVerifier(input: usize, slot: usize): bool {
  if (!pointFromBytes(key, input)) return false;
  makeComb(combs + slot * COMB, key);
  return true;
}

/** As sm2Verify, with the tables of P in a slot. */
export function sm2VerifyPrepared(input: usize, slot: usize): bool {
  if (!readSignature(input + 64)) return false;
  addPublicMultiple(sum, s, baseComb(), true);
  addPublicMultiple(sum, t, combs + slot * COMB, false);
  if (fieldIsZero(sum + Z)) {
    pointFromBytes(key, input);
    addCompletely();
  }
  return agrees(input + 128);
}
