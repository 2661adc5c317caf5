/** Four big-endian words in a vector, for SM3's schedule and SM4's rounds. */

@inline
export function rotl4(x: v128, bits: i32): v128 {
  return v128.or(v128.shl<u32>(x, bits), v128.shr<u32>(x, 32 - bits));
}

@inline
export function rotl8(x: v128): v128 {
  return v128.shuffle<u8>(x, x, 3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14);
}

@inline
export function bswap4(x: v128): v128 {
  return v128.shuffle<u8>(x, x, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

/** Zeros whole vectors; for the small areas of the engine, where a call of memory.fill costs more than the stores. */
@inline
export function zero(address: usize, length: usize): void {
  for (let end = address + length; address < end; address += 16) v128.store(address, i64x2.splat(0));
}
