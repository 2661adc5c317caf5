/**
 * Scalars as odd signed digits, and tables in which every entry is read whichever is wanted.
 *
 * An odd k < 2^256 is Σ dᵢ·2^(wi) with odd dᵢ, |dᵢ| < 2^w: with l = w·(number of windows) > 255 and k' = (k + 2^l - 1) / 2,
 * dᵢ = 2bᵢ - (2^w - 1) for the i-th window bᵢ of k'. For an even k the digits of n - k are taken and their signs turned.
 *
 * No sum on the way from the highest window to the lowest meets itself, its negative or O. The sum A above window i is a
 * multiple of 2^(w(i+1)), what is added an odd multiple of 2^(wi) below 2^(w(i+1)), so A ± d·2^(wi) is no 0 as an integer; modulo
 * n it could be one only where i = 0 (n is odd, and the sums stay below 2^257). There A + d₀ = k ≢ 0, and A - d₀ = k - 2d₀ = 0 or
 * ±n: not 0, for k is odd; and k = n + 2d₀ < n with k ≡ d₀ + 2^w (mod 2^(w+1)) means d₀ ≡ 2^w - n, which is 13 for w = 4 and 93
 * for w = 7, so that k > n. With doublings in between, A is smaller and the same holds.
 */
import { N } from './kernels';
import { choose, gather, normalise, NUMBER, spread, subtract } from './limbs';
import { DIGITS, ENTRY } from './scratch';

const number = DIGITS;
const words = DIGITS + NUMBER;

/** Bytes of a table entry: x and y in Montgomery form, reduced, least byte first. */
export const PACKED: usize = 64;

/** Prepares the digits of k in [1, n-1] for windows that hold 256 bits, plus `extra` bits (0 or 3). The mask: turn all signs. */
export function recode(k: usize, extra: i32): i64 {
  subtract(number, N, k);
  normalise(number, N);
  const odd = -(load<i64>(k) & 1);
  choose(number, k, odd);
  gather(words, number);
  const w1 = load<u64>(words, 8);
  const w2 = load<u64>(words, 16);
  const w3 = load<u64>(words, 24);
  const top: u64 = 1 << 63;
  store<u64>(words, (load<u64>(words) >> 1) | (w1 << 63));
  store<u64>(words, (w1 >> 1) | (w2 << 63), 8);
  store<u64>(words, (w2 >> 1) | (w3 << 63), 16);
  store<u64>(words, extra ? w3 >> 1 : (w3 >> 1) | top, 24);
  store<u64>(words, extra ? 1 << (extra - 1) : 0, 32);
  return ~odd;
}

/** The window bᵢ that starts at a bit. */
@inline
export function windowAt(bit: usize, width: i32): i32 {
  return <i32>(load<u64>(words + (bit >> 3)) >> (bit & 7)) & ((1 << width) - 1);
}

/** Whether dᵢ is negative. */
@inline
export function signOf(window: i32, width: i32): i64 {
  return <i64>(window >> (width - 1)) - 1;
}

/** The entry of |dᵢ|: which of 1, 3, 5, … it is. */
@inline
export function indexOf(window: i32, width: i32): i32 {
  return (window ^ <i32>signOf(window, width)) & ((1 << (width - 1)) - 1);
}

/** The affine point at `index` of a table of `count`, its y turned where the mask is set. Reads all entries. */
export function lookUp(table: usize, count: i32, index: i32, negative: i64): usize {
  const wanted = i32x4.splat(index);
  const one = i32x4.splat(1);
  let at = i32x4.splat(0);
  let x0 = i64x2.splat(0);
  let x1 = x0;
  let y0 = x0;
  let y1 = x0;
  for (const end = table + (<usize>count << 6); table < end; table += PACKED) {
    const mask = i32x4.eq(at, wanted);
    x0 = v128.or(x0, v128.and(v128.load(table), mask));
    x1 = v128.or(x1, v128.and(v128.load(table, 16), mask));
    y0 = v128.or(y0, v128.and(v128.load(table, 32), mask));
    y1 = v128.or(y1, v128.and(v128.load(table, 48), mask));
    at = i32x4.add(at, one);
  }
  unpack(x0, x1, y0, y1, negative);
  return ENTRY;
}

@inline
function unpack(x0: v128, x1: v128, y0: v128, y1: v128, negative: i64): void {
  const x2 = i64x2.extract_lane(x1, 0);
  const x3 = i64x2.extract_lane(x1, 1);
  spread(ENTRY, i64x2.extract_lane(x0, 0), i64x2.extract_lane(x0, 1), x2, x3, 0);
  const y2 = i64x2.extract_lane(y1, 0);
  const y3 = i64x2.extract_lane(y1, 1);
  spread(ENTRY + NUMBER, i64x2.extract_lane(y0, 0), i64x2.extract_lane(y0, 1), y2, y3, negative);
}

/** The same for what is public: only the entry itself is read. */
export function pick(table: usize, index: i32, negative: i64): usize {
  const entry = table + (<usize>index << 6);
  unpack(v128.load(entry), v128.load(entry, 16), v128.load(entry, 32), v128.load(entry, 48), negative);
  return ENTRY;
}
