/**
 * GHASH (NIST SP 800-38D §6.4) without tables: products of polynomials over GF(2) from integer products whose operands
 * have three zero bits between any two of theirs, so that no carry reaches the next (T. Pornin, BearSSL, "ctmul64").
 * The upper half of a product is the reversed lower half of the product of the reversed operands.
 *
 * A context of 208 bytes: the hash so far, then H⁴…H¹ as six words each: lower and upper half, their sum, and the same
 * reversed. Four blocks are multiplied by one power each and reduced as one.
 */
const powersAt: usize = 16;
const powerSize: usize = 48;
const group: usize = 4;

const m0: u64 = 0x1111111111111111;
const m1: u64 = 0x2222222222222222;
const m2: u64 = 0x4444444444444444;
const m3: u64 = 0x8888888888888888;

/** Lower 64 bits of the product of two polynomials. */
@inline
function multiply(x: u64, y: u64): u64 {
  const x0 = x & m0;
  const x1 = x & m1;
  const x2 = x & m2;
  const x3 = x & m3;
  const y0 = y & m0;
  const y1 = y & m1;
  const y2 = y & m2;
  const y3 = y & m3;
  const z0 = (x0 * y0) ^ (x1 * y3) ^ (x2 * y2) ^ (x3 * y1);
  const z1 = (x0 * y1) ^ (x1 * y0) ^ (x2 * y3) ^ (x3 * y2);
  const z2 = (x0 * y2) ^ (x1 * y1) ^ (x2 * y0) ^ (x3 * y3);
  const z3 = (x0 * y3) ^ (x1 * y2) ^ (x2 * y1) ^ (x3 * y0);
  return (z0 & m0) | (z1 & m1) | (z2 & m2) | (z3 & m3);
}

/** Reverses the bits of every byte. */
@inline
function reverseBytes(x: v128): v128 {
  const nibbles = i8x16(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15);
  const mask = v128.splat<u8>(0x0f);
  const low = v128.swizzle(nibbles, v128.and(x, mask));
  const high = v128.swizzle(nibbles, v128.and(v128.shr<u16>(x, 4), mask));
  return v128.or(v128.shl<u16>(low, 4), high);
}

@inline
function reverseWords(x: v128): v128 {
  return v128.shuffle<u8>(x, x, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);
}

/** The bits of a word in reverse order. */
@inline
function reverse(x: u64): u64 {
  return bswap(v128.extract_lane<u64>(reverseBytes(v128.splat<u64>(x)), 0));
}

/** Keeps a block of a power of H in the form that `absorb` multiplies by. */
function storePower(context: usize, power: usize, block: v128): void {
  const at = context + powersAt + (group - power) * powerSize;
  const words = reverseWords(block);
  const upper = v128.extract_lane<u64>(words, 0);
  const lower = v128.extract_lane<u64>(words, 1);
  const reversed = reverseBytes(block);
  const upperReversed = v128.extract_lane<u64>(reversed, 0);
  const lowerReversed = v128.extract_lane<u64>(reversed, 1);
  store<u64>(at, lower);
  store<u64>(at, upper, 8);
  store<u64>(at, lower ^ upper, 16);
  store<u64>(at, lowerReversed, 24);
  store<u64>(at, upperReversed, 32);
  store<u64>(at, lowerReversed ^ upperReversed, 40);
}

/** Takes in `count` blocks, at most four. */
function absorb(context: usize, data: usize, count: usize): void {
  let block = v128.xor(v128.load(context), v128.load(data));
  // Karatsuba: the products of the lower halves, of the upper halves, of their sums; each as lower half and reversed upper.
  let low: u64 = 0;
  let high: u64 = 0;
  let middle: u64 = 0;
  let lowUpper: u64 = 0;
  let highUpper: u64 = 0;
  let middleUpper: u64 = 0;
  let power = context + powersAt + (group - count) * powerSize;
  for (;;) {
    const words = reverseWords(block);
    const y1 = v128.extract_lane<u64>(words, 0);
    const y0 = v128.extract_lane<u64>(words, 1);
    const reversed = reverseBytes(block);
    const r1 = v128.extract_lane<u64>(reversed, 0);
    const r0 = v128.extract_lane<u64>(reversed, 1);
    low ^= multiply(y0, load<u64>(power));
    high ^= multiply(y1, load<u64>(power, 8));
    middle ^= multiply(y0 ^ y1, load<u64>(power, 16));
    lowUpper ^= multiply(r0, load<u64>(power, 24));
    highUpper ^= multiply(r1, load<u64>(power, 32));
    middleUpper ^= multiply(r0 ^ r1, load<u64>(power, 40));
    if (--count == 0) break;
    data += 16;
    power += powerSize;
    block = v128.load(data);
  }
  middle ^= low ^ high;
  middleUpper ^= lowUpper ^ highUpper;

  // The 255 bits of the product, moved up by one, because a block's first bit is its polynomial's lowest.
  const v0 = low;
  const v1 = (reverse(lowUpper) >> 1) ^ middle;
  const v2 = (reverse(middleUpper) >> 1) ^ high;
  const v3 = reverse(highUpper) >> 1;
  let w0 = v0 << 1;
  let w1 = (v1 << 1) | (v0 >> 63);
  let w2 = (v2 << 1) | (v1 >> 63);
  let w3 = (v3 << 1) | (v2 >> 63);
  // Modulo x¹²⁸ + x⁷ + x² + x + 1 in that reversed order.
  w1 ^= (w0 << 63) ^ (w0 << 62) ^ (w0 << 57);
  w2 ^= w0 ^ (w0 >> 1) ^ (w0 >> 2) ^ (w0 >> 7);
  w2 ^= (w1 << 63) ^ (w1 << 62) ^ (w1 << 57);
  w3 ^= w1 ^ (w1 >> 1) ^ (w1 >> 2) ^ (w1 >> 7);
  store<u64>(context, bswap(w3));
  store<u64>(context, bswap(w2), 8);
}

/** Prepares a context for the hash key H, a block. */
export function ghashInit(context: usize, h: usize): void {
  const key = v128.load(h);
  storePower(context, 1, key);
  v128.store(context, key);
  for (let power: usize = 2; power <= group; power++) {
    v128.store(h, i64x2.splat(0));
    absorb(context, h, 1);
    storePower(context, power, v128.load(context));
  }
  v128.store(context, i64x2.splat(0));
}

const padded = memory.data(16, 16);

/** Absorbs bytes, padded with zeros to whole blocks. */
export function ghashUpdate(context: usize, data: usize, length: usize): void {
  for (; length >= 16 * group; length -= 16 * group, data += 16 * group) absorb(context, data, group);
  if (length >= 16) absorb(context, data, length >> 4);
  data += length & ~15;
  length &= 15;
  if (length > 0) {
    v128.store(padded, i64x2.splat(0));
    memory.copy(padded, data, length);
    absorb(context, padded, 1);
    v128.store(padded, i64x2.splat(0));
  }
}
