/**
 * SM4 (GB/T 32907-2016) over raw memory, without a table whose index is secret: the S-box is computed for 16 bytes at a
 * time by permutations of six constant vectors, after M. Hamburg, "Accelerating AES with Vector Permute Instructions"
 * (CHES 2009).
 *
 * S(x) = A·(A·x ⊕ d3)⁻¹ ⊕ d3 over GF(2⁸). The inverse is taken in GF(2⁴)[θ], θ² = 2θ + 2. A byte k + iθ (i in the upper
 * four bits) has the norm N = k² + 2ik + 2i² there, and with j = i + k
 *   (k + 2i)/N = 1/(1/(1/i + 2/k) + j),  (k + 2j)/N = 1/(1/(1/j + 2/k) + i).
 * Both are linear in the parts of the inverse (k + 2i + iθ)/N; the last two tables lead from their denominators straight
 * to the S-box. 1/0 is 0x80: a sum with it lies outside of every table, where v128.swizzle gives 0.
 */
import { bswap4, rotl4, rotl8 } from './words';

const tables = memory.data<u8>(
  [
    // A, and into GF(2⁴)[θ]: of the lower four bits, of the upper
    0x55, 0x8c, 0x8a, 0x53, 0x3d, 0xe4, 0xe2, 0x3b, 0x15, 0xcc, 0xca, 0x13, 0x7d, 0xa4, 0xa2, 0x7b,
    0x00, 0xd6, 0x4b, 0x9d, 0x79, 0xaf, 0x32, 0xe4, 0xb0, 0x66, 0xfb, 0x2d, 0xc9, 0x1f, 0x82, 0x54,
    // 2/k; 1/k
    0x80, 0x02, 0x01, 0x0f, 0x09, 0x05, 0x0e, 0x0c, 0x0d, 0x04, 0x0b, 0x0a, 0x07, 0x08, 0x06, 0x03,
    0x80, 0x01, 0x09, 0x0e, 0x0d, 0x0b, 0x07, 0x06, 0x0f, 0x02, 0x0c, 0x05, 0x0a, 0x04, 0x03, 0x08,
    // back from there, and A: of (k + 2i)/N, of (k + 2j)/N
    0x00, 0x63, 0x37, 0xe1, 0xef, 0x5a, 0xd6, 0xb5, 0x82, 0x6d, 0x8c, 0xbb, 0x39, 0xd8, 0x0e, 0x54,
    0x00, 0x6e, 0x22, 0x50, 0xf8, 0xe4, 0x72, 0x1c, 0x3e, 0xc6, 0x96, 0xb4, 0x8a, 0xda, 0xa8, 0x4c,
  ],
  16,
);

@inline
function look(table: usize, index: v128): v128 {
  return v128.swizzle(v128.load(tables + table * 16), index);
}

@inline
function lower(x: v128): v128 {
  return v128.and(x, v128.splat<u8>(0x0f));
}

@inline
function upper(x: v128): v128 {
  return v128.and(v128.shr<u16>(x, 4), v128.splat<u8>(0x0f));
}

/** τ (§6.2): the S-box on every byte. */
@inline
function substitute(x: v128): v128 {
  const t = v128.xor(look(0, lower(x)), look(1, upper(x)));
  const k = lower(t);
  const i = upper(t);
  const j = v128.xor(i, k);
  const twoByK = look(2, k);
  const u = v128.xor(look(3, v128.xor(look(3, i), twoByK)), j);
  const v = v128.xor(look(3, v128.xor(look(3, j), twoByK)), i);
  return v128.xor(v128.xor(look(4, u), look(5, v)), v128.splat<u8>(0xd3));
}

/** T (§6.2): y ⊕ y⋘2 ⊕ y⋘10 ⊕ y⋘18 ⊕ y⋘24 of y = τ(x). */
@inline
function transform(x: v128): v128 {
  const y = substitute(x);
  const sum = v128.xor(v128.xor(y, rotl8(y)), v128.shuffle<u16>(y, y, 1, 0, 3, 2, 5, 4, 7, 6));
  const y24 = v128.shuffle<u8>(y, y, 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12);
  return v128.xor(v128.xor(y, y24), rotl4(sum, 2));
}

/** F (§6.1) for four blocks: the word that takes the place of x0. */
@inline
function round(x0: v128, x1: v128, x2: v128, x3: v128, key: usize): v128 {
  return v128.xor(x0, transform(v128.xor(v128.xor(x1, x2), v128.xor(x3, v128.load_splat<u32>(key)))));
}

/** The words of eight blocks, transposed: equal places of four blocks share a vector. */
const work = memory.data(128, 16);

/** Transposes four blocks into their words. */
function load4(from: usize, to: usize): void {
  const b0 = bswap4(v128.load(from));
  const b1 = bswap4(v128.load(from, 16));
  const b2 = bswap4(v128.load(from, 32));
  const b3 = bswap4(v128.load(from, 48));
  const low01 = v128.shuffle<u32>(b0, b1, 0, 4, 1, 5);
  const low23 = v128.shuffle<u32>(b2, b3, 0, 4, 1, 5);
  const high01 = v128.shuffle<u32>(b0, b1, 2, 6, 3, 7);
  const high23 = v128.shuffle<u32>(b2, b3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<u64>(low01, low23, 0, 2));
  v128.store(to, v128.shuffle<u64>(low01, low23, 1, 3), 16);
  v128.store(to, v128.shuffle<u64>(high01, high23, 0, 2), 32);
  v128.store(to, v128.shuffle<u64>(high01, high23, 1, 3), 48);
}

/** Inverse; the words come in the reverse order (R of §6.3). */
function store4(x0: v128, x1: v128, x2: v128, x3: v128, to: usize): void {
  const low01 = v128.shuffle<u32>(x3, x2, 0, 4, 1, 5);
  const low23 = v128.shuffle<u32>(x3, x2, 2, 6, 3, 7);
  const high01 = v128.shuffle<u32>(x1, x0, 0, 4, 1, 5);
  const high23 = v128.shuffle<u32>(x1, x0, 2, 6, 3, 7);
  v128.store(to, bswap4(v128.shuffle<u64>(low01, high01, 0, 2)));
  v128.store(to, bswap4(v128.shuffle<u64>(low01, high01, 1, 3)), 16);
  v128.store(to, bswap4(v128.shuffle<u64>(low23, high23, 0, 2)), 32);
  v128.store(to, bswap4(v128.shuffle<u64>(low23, high23, 1, 3)), 48);
}

/** Four blocks, for chains where one must wait for the other. */
export function crypt4(keys: usize, from: usize, to: usize): void {
  load4(from, work);
  let x0 = v128.load(work);
  let x1 = v128.load(work, 16);
  let x2 = v128.load(work, 32);
  let x3 = v128.load(work, 48);
  for (let key = keys; key < keys + 128; key += 16) {
    x0 = round(x0, x1, x2, x3, key);
    x1 = round(x1, x2, x3, x0, key + 4);
    x2 = round(x2, x3, x0, x1, key + 8);
    x3 = round(x3, x0, x1, x2, key + 12);
  }
  store4(x0, x1, x2, x3, to);
}

/** Eight blocks, in two groups whose rounds overlap: that fills the waiting times of one. */
export function crypt8(keys: usize, from: usize, to: usize): void {
  load4(from, work);
  load4(from + 64, work + 64);
  let x0 = v128.load(work);
  let x1 = v128.load(work, 16);
  let x2 = v128.load(work, 32);
  let x3 = v128.load(work, 48);
  let y0 = v128.load(work, 64);
  let y1 = v128.load(work, 80);
  let y2 = v128.load(work, 96);
  let y3 = v128.load(work, 112);
  for (let key = keys; key < keys + 128; key += 16) {
    x0 = round(x0, x1, x2, x3, key);
    y0 = round(y0, y1, y2, y3, key);
    x1 = round(x1, x2, x3, x0, key + 4);
    y1 = round(y1, y2, y3, y0, key + 4);
    x2 = round(x2, x3, x0, x1, key + 8);
    y2 = round(y2, y3, y0, y1, key + 8);
    x3 = round(x3, x0, x1, x2, key + 12);
    y3 = round(y3, y0, y1, y2, key + 12);
  }
  store4(x0, x1, x2, x3, to);
  store4(y0, y1, y2, y3, to + 64);
}

/** Zeros what the last blocks left. */
export function wipeWork(): void {
  memory.fill(work, 0, 128);
}

/** CK_i (§7.3.3): bytes (4i + j)·7 mod 256. */
function ck(i: u32): u32 {
  const first = i * 28;
  return (first << 24) | (((first + 7) & 255) << 16) | (((first + 14) & 255) << 8) | ((first + 21) & 255);
}

/** The 32 round keys of a 16-byte key (§7.3), in the reverse order for decryption. `keys` takes 128 bytes. */
export function sm4ExpandKey(key: usize, keys: usize, decrypt: bool): void {
  let k0 = bswap(load<u32>(key)) ^ 0xa3b1bac6;
  let k1 = bswap(load<u32>(key, 4)) ^ 0x56aa3350;
  let k2 = bswap(load<u32>(key, 8)) ^ 0x677d9197;
  let k3 = bswap(load<u32>(key, 12)) ^ 0xb27022dc;
  for (let i: u32 = 0; i < 32; i++) {
    const y = v128.extract_lane<u32>(substitute(v128.splat<u32>(k1 ^ k2 ^ k3 ^ ck(i))), 0);
    const next = k0 ^ y ^ rotl(y, 13) ^ rotl(y, 23);
    k0 = k1;
    k1 = k2;
    k2 = k3;
    k3 = next;
    store<u32>(keys + ((decrypt ? 31 - i : i) << 2), next);
  }
}
