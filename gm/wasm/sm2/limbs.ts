/**
 * Numbers of 256 bits in nine limbs (unroll.mjs), whatever the modulus: to and from bytes, masked comparison and choice.
 * A mask is 0 or -1; none steers a branch, for each may be secret.
 */

/** Bytes of a number in limbs. */
export const NUMBER: usize = 72;

const MASK: i64 = (1 << 29) - 1;

export function copy(r: usize, a: usize): void {
  memory.copy(r, a, NUMBER);
}

/** The number of four 64-bit words, the least first, with the sign changed where the mask is set. */
export function spread(r: usize, w0: i64, w1: i64, w2: i64, w3: i64, negative: i64): void {
  store<i64>(r, ((w0 & MASK) ^ negative) - negative);
  store<i64>(r, (((w0 >>> 29) & MASK) ^ negative) - negative, 8);
  store<i64>(r, ((((w0 >>> 58) | (w1 << 6)) & MASK) ^ negative) - negative, 16);
  store<i64>(r, (((w1 >>> 23) & MASK) ^ negative) - negative, 24);
  store<i64>(r, ((((w1 >>> 52) | (w2 << 12)) & MASK) ^ negative) - negative, 32);
  store<i64>(r, (((w2 >>> 17) & MASK) ^ negative) - negative, 40);
  store<i64>(r, ((((w2 >>> 46) | (w3 << 18)) & MASK) ^ negative) - negative, 48);
  store<i64>(r, (((w3 >>> 11) & MASK) ^ negative) - negative, 56);
  store<i64>(r, ((w3 >>> 40) ^ negative) - negative, 64);
}

/** The inverse, for limbs in [0, 2^29): writes the words, the least first. */
export function gather(words: usize, a: usize): void {
  const a2 = load<u64>(a, 16);
  const a4 = load<u64>(a, 32);
  const a6 = load<u64>(a, 48);
  store<u64>(words, load<u64>(a) | (load<u64>(a, 8) << 29) | (a2 << 58));
  store<u64>(words, (a2 >> 6) | (load<u64>(a, 24) << 23) | (a4 << 52), 8);
  store<u64>(words, (a4 >> 12) | (load<u64>(a, 40) << 17) | (a6 << 46), 16);
  store<u64>(words, (a6 >> 18) | (load<u64>(a, 56) << 11) | (load<u64>(a, 64) << 40), 24);
}

/** From 32 bytes, big-endian. */
export function fromBytes(r: usize, bytes: usize): void {
  const w3 = bswap(load<i64>(bytes));
  const w2 = bswap(load<i64>(bytes, 8));
  const w1 = bswap(load<i64>(bytes, 16));
  spread(r, bswap(load<i64>(bytes, 24)), w1, w2, w3, 0);
}

/** To 32 bytes, big-endian; limbs in [0, 2^29). */
export function toBytes(bytes: usize, a: usize): void {
  gather(bytes, a);
  const w0 = load<u64>(bytes);
  const w1 = load<u64>(bytes, 8);
  store<u64>(bytes, bswap(load<u64>(bytes, 24)));
  store<u64>(bytes, bswap(load<u64>(bytes, 16)), 8);
  store<u64>(bytes, bswap(w1), 16);
  store<u64>(bytes, bswap(w0), 24);
}

/** a + (b & mask), carried: every limb but the last in [0, 2^29), the last with the sign of the whole. */
function addMasked(a: usize, b: usize, mask: i64): void {
  let carry: i64 = 0;
  for (let i: usize = 0; i < 64; i += 8) {
    carry += load<i64>(a + i) + (load<i64>(b + i) & mask);
    store<i64>(a + i, carry & MASK);
    carry >>= 29;
  }
  store<i64>(a, load<i64>(a, 64) + (load<i64>(b, 64) & mask) + carry, 64);
}

/** Whether a < b; limbs of both in [0, 2^29). */
export function isLess(a: usize, b: usize): i64 {
  let borrow: i64 = 0;
  for (let i: usize = 0; i < NUMBER; i += 8) borrow = (load<i64>(a + i) - load<i64>(b + i) + borrow) >> 29;
  return borrow >> 63;
}

/** The representative in [0, m) of a number in (-m, 2m), in place. */
export function normalise(a: usize, m: usize): void {
  addMasked(a, m, 0);
  addMasked(a, m, load<i64>(a, 64) >> 63);
  subtractMasked(a, m, ~isLess(a, m));
}

function subtractMasked(a: usize, b: usize, mask: i64): void {
  let carry: i64 = 0;
  for (let i: usize = 0; i < NUMBER; i += 8) {
    carry += load<i64>(a + i) - (load<i64>(b + i) & mask);
    store<i64>(a + i, carry & MASK);
    carry >>= 29;
  }
}

/** Whether every limb is zero. */
export function isNought(a: usize): i64 {
  let bits: i64 = 0;
  for (let i: usize = 0; i < NUMBER; i += 8) bits |= load<i64>(a + i);
  return ~((bits | -bits) >> 63);
}

/** r = a where the mask is set. */
export function choose(r: usize, a: usize, mask: i64): void {
  for (let i: usize = 0; i < NUMBER; i += 8) {
    const kept = load<i64>(r + i);
    store<i64>(r + i, kept ^ ((kept ^ load<i64>(a + i)) & mask));
  }
}

export function add(r: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < NUMBER; i += 8) store<i64>(r + i, load<i64>(a + i) + load<i64>(b + i));
}

export function subtract(r: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < NUMBER; i += 8) store<i64>(r + i, load<i64>(a + i) - load<i64>(b + i));
}
