/**
 * SM3 (GB/T 32905-2016) over raw memory. A state of 112 bytes, aligned to 16: eight chaining words (in the machine's
 * byte order), a 64-byte block being filled, the number of bytes so far. Only lengths steer branches and addresses.
 */
import { bswap4, rotl4, zero } from './words';

const blockAt: usize = 32;
const countAt: usize = 96;

/** Bytes of a state. */
export const sm3StateSize: usize = 112;

/** W_j…W_{j+3} and W′_j…W′_{j+3} of the four rounds at work, wiped when a digest is given out. */
const words = memory.data(32, 16);
const sums = words + 16;

/** T_j ⋘ (j mod 32) for j = 0…63 (§4.2). */
const constants = memory.data<u32>([
  0x79cc4519, 0xf3988a32, 0xe7311465, 0xce6228cb, 0x9cc45197, 0x3988a32f, 0x7311465e, 0xe6228cbc, 0xcc451979,
  0x988a32f3, 0x311465e7, 0x6228cbce, 0xc451979c, 0x88a32f39, 0x11465e73, 0x228cbce6, 0x9d8a7a87, 0x3b14f50f,
  0x7629ea1e, 0xec53d43c, 0xd8a7a879, 0xb14f50f3, 0x629ea1e7, 0xc53d43ce, 0x8a7a879d, 0x14f50f3b, 0x29ea1e76,
  0x53d43cec, 0xa7a879d8, 0x4f50f3b1, 0x9ea1e762, 0x3d43cec5, 0x7a879d8a, 0xf50f3b14, 0xea1e7629, 0xd43cec53,
  0xa879d8a7, 0x50f3b14f, 0xa1e7629e, 0x43cec53d, 0x879d8a7a, 0x0f3b14f5, 0x1e7629ea, 0x3cec53d4, 0x79d8a7a8,
  0xf3b14f50, 0xe7629ea1, 0xcec53d43, 0x9d8a7a87, 0x3b14f50f, 0x7629ea1e, 0xec53d43c, 0xd8a7a879, 0xb14f50f3,
  0x629ea1e7, 0xc53d43ce, 0x8a7a879d, 0x14f50f3b, 0x29ea1e76, 0x53d43cec, 0xa7a879d8, 0x4f50f3b1, 0x9ea1e762,
  0x3d43cec5,
]);

/** FF_j and GG_j for j ≥ 16 (§4.3); for j < 16 both are x ⊕ y ⊕ z. */
function majority(x: u32, y: u32, z: u32): u32 {
  return (y & z) | (x & (y | z));
}

function choose(x: u32, y: u32, z: u32): u32 {
  return z ^ (x & (y ^ z));
}

function p0(x: u32): u32 {
  return x ^ rotl(x, 9) ^ rotl(x, 17);
}

function p1(x: v128): v128 {
  return v128.xor(v128.xor(x, rotl4(x, 15)), rotl4(x, 23));
}

function ss1(a: u32, e: u32, j: u32): u32 {
  return rotl(load<u32>(constants + (j << 2)) + rotl(a, 12) + e, 7);
}

/** W_j…W_{j+3} from the sixteen words before them, four to a vector (§5.3.2). */
@inline
function expand(w0: v128, w1: v128, w2: v128, w3: v128): v128 {
  // The fourth word needs the first (W_{j+3-3}): P1 is linear, so that part is added when the first is known.
  const recent = v128.shuffle<u32>(w3, i32x4(0, 0, 0, 0), 1, 2, 3, 4);
  const mixed = v128.xor(v128.xor(w0, v128.shuffle<u32>(w1, w2, 3, 4, 5, 6)), rotl4(recent, 15));
  const older = v128.xor(rotl4(v128.shuffle<u32>(w0, w1, 3, 4, 5, 6), 7), v128.shuffle<u32>(w2, w3, 2, 3, 4, 5));
  const w = v128.xor(p1(mixed), older);
  const first = v128.shuffle<u32>(i32x4(0, 0, 0, 0), w, 1, 2, 3, 4);
  return v128.xor(w, p1(rotl4(first, 15)));
}

/**
 * CF (§5.3.3) for `blocks` blocks. Four rounds make one turn of the loop: after four, every word of either half is back
 * under its name, so that nothing is moved; meanwhile the vector unit expands the message.
 */
export function sm3Compress(state: usize, block: usize, blocks: usize): void {
  for (; blocks > 0; blocks--, block += 64) {
    let w0 = bswap4(v128.load(block));
    let w1 = bswap4(v128.load(block, 16));
    let w2 = bswap4(v128.load(block, 32));
    let w3 = bswap4(v128.load(block, 48));
    let a = load<u32>(state);
    let b = load<u32>(state, 4);
    let c = load<u32>(state, 8);
    let d = load<u32>(state, 12);
    let e = load<u32>(state, 16);
    let f = load<u32>(state, 20);
    let g = load<u32>(state, 24);
    let h = load<u32>(state, 28);
    let s: u32;
    let next: v128;
    for (let j: u32 = 0; j < 16; j += 4) {
      v128.store(words, w0);
      v128.store(sums, v128.xor(w0, w1));
      next = expand(w0, w1, w2, w3);
      w0 = w1;
      w1 = w2;
      w2 = w3;
      w3 = next;
      s = ss1(a, e, j);
      d = (a ^ (b ^ c)) + (d + load<u32>(sums)) + (s ^ rotl(a, 12));
      h = p0((e ^ (f ^ g)) + (h + load<u32>(words)) + s);
      b = rotl(b, 9);
      f = rotl(f, 19);
      s = ss1(d, h, j + 1);
      c = (d ^ (a ^ b)) + (c + load<u32>(sums, 4)) + (s ^ rotl(d, 12));
      g = p0((h ^ (e ^ f)) + (g + load<u32>(words, 4)) + s);
      a = rotl(a, 9);
      e = rotl(e, 19);
      s = ss1(c, g, j + 2);
      b = (c ^ (d ^ a)) + (b + load<u32>(sums, 8)) + (s ^ rotl(c, 12));
      f = p0((g ^ (h ^ e)) + (f + load<u32>(words, 8)) + s);
      d = rotl(d, 9);
      h = rotl(h, 19);
      s = ss1(b, f, j + 3);
      a = (b ^ (c ^ d)) + (a + load<u32>(sums, 12)) + (s ^ rotl(b, 12));
      e = p0((f ^ (g ^ h)) + (e + load<u32>(words, 12)) + s);
      c = rotl(c, 9);
      g = rotl(g, 19);
    }
    for (let j: u32 = 16; j < 64; j += 4) {
      v128.store(words, w0);
      v128.store(sums, v128.xor(w0, w1));
      next = expand(w0, w1, w2, w3);
      w0 = w1;
      w1 = w2;
      w2 = w3;
      w3 = next;
      s = ss1(a, e, j);
      d = majority(a, b, c) + (d + load<u32>(sums)) + (s ^ rotl(a, 12));
      h = p0(choose(e, f, g) + (h + load<u32>(words)) + s);
      b = rotl(b, 9);
      f = rotl(f, 19);
      s = ss1(d, h, j + 1);
      c = majority(d, a, b) + (c + load<u32>(sums, 4)) + (s ^ rotl(d, 12));
      g = p0(choose(h, e, f) + (g + load<u32>(words, 4)) + s);
      a = rotl(a, 9);
      e = rotl(e, 19);
      s = ss1(c, g, j + 2);
      b = majority(c, d, a) + (b + load<u32>(sums, 8)) + (s ^ rotl(c, 12));
      f = p0(choose(g, h, e) + (f + load<u32>(words, 8)) + s);
      d = rotl(d, 9);
      h = rotl(h, 19);
      s = ss1(b, f, j + 3);
      a = majority(b, c, d) + (a + load<u32>(sums, 12)) + (s ^ rotl(b, 12));
      e = p0(choose(f, g, h) + (e + load<u32>(words, 12)) + s);
      c = rotl(c, 9);
      g = rotl(g, 19);
    }
    store<u32>(state, load<u32>(state) ^ a);
    store<u32>(state, load<u32>(state, 4) ^ b, 4);
    store<u32>(state, load<u32>(state, 8) ^ c, 8);
    store<u32>(state, load<u32>(state, 12) ^ d, 12);
    store<u32>(state, load<u32>(state, 16) ^ e, 16);
    store<u32>(state, load<u32>(state, 20) ^ f, 20);
    store<u32>(state, load<u32>(state, 24) ^ g, 24);
    store<u32>(state, load<u32>(state, 28) ^ h, 28);
  }
}

/** Makes a fresh state (§4.1). */
export function sm3Init(state: usize): void {
  v128.store(state, i32x4(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600));
  v128.store(state, i32x4(0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e), 16);
  store<u64>(state, 0, countAt);
}

/** Absorbs `length` bytes; pieces of any length may follow each other. */
export function sm3Update(state: usize, data: usize, length: usize): void {
  const filled = <usize>load<u64>(state, countAt) & 63;
  store<u64>(state, load<u64>(state, countAt) + length, countAt);
  if (filled > 0) {
    const room: usize = 64 - filled;
    const taken = length < room ? length : room;
    memory.copy(state + blockAt + filled, data, taken);
    if (length < room) return;
    sm3Compress(state, state + blockAt, 1);
    data += taken;
    length -= taken;
  }
  sm3Compress(state, data, length >> 6);
  const rest = length & 63;
  if (rest > 0) memory.copy(state + blockAt, data + (length - rest), rest);
}

/** Pads (§5.2), wipes the state and the schedule, and writes the 32-byte digest to `digest`, which may be the state. */
export function sm3Final(state: usize, digest: usize): void {
  const count = load<u64>(state, countAt);
  const filled = <usize>count & 63;
  store<u8>(state + blockAt + filled, 0x80);
  memory.fill(state + blockAt + filled + 1, 0, 63 - filled);
  if (filled >= 56) {
    sm3Compress(state, state + blockAt, 1);
    memory.fill(state + blockAt, 0, 56);
  }
  store<u64>(state, bswap(count << 3), blockAt + 56);
  sm3Compress(state, state + blockAt, 1);
  const first = bswap4(v128.load(state));
  const second = bswap4(v128.load(state, 16));
  zero(state, sm3StateSize);
  zero(words, 32);
  v128.store(digest, first);
  v128.store(digest, second, 16);
}

const whole = memory.data(112, 16);

/** SM3 of `length` bytes in one step; they are wiped, then `digest` is written, which may be the same place. */
export function sm3Whole(data: usize, length: usize, digest: usize): void {
  sm3Init(whole);
  sm3Update(whole, data, length);
  memory.fill(data, 0, length);
  sm3Final(whole, digest);
}
