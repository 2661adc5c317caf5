/** HMAC (RFC 2104) and the loop of PBKDF2 (RFC 8018 §5.2) with SM3, over raw memory. */
import { sm3Compress, sm3Final, sm3Init, sm3StateSize, sm3Update } from './sm3';
import { bswap4 } from './words';

const padded = memory.data(64, 16);

function absorbPad(state: usize, pad: u8): void {
  const mask = v128.splat<u8>(pad);
  for (let offset: usize = 0; offset < 64; offset += 16) {
    v128.store(padded + offset, v128.xor(v128.load(padded + offset), mask));
  }
  sm3Init(state);
  sm3Update(state, padded, 64);
}

/** Prepares a pair of SM3 states, the inner and the outer, from a key of at most 64 bytes (a longer one is hashed first). */
export function hmacSm3Init(states: usize, key: usize, length: usize): void {
  memory.copy(padded, key, length);
  memory.fill(padded + length, 0, 64 - length);
  absorbPad(states, 0x36);
  absorbPad(states + sm3StateSize, 0x36 ^ 0x5c);
  memory.fill(padded, 0, 64);
}

/** Writes the 32-byte HMAC of what the inner state absorbed, and wipes both states. */
export function hmacSm3Final(states: usize, mac: usize): void {
  sm3Final(states, mac);
  sm3Update(states + sm3StateSize, mac, 32);
  sm3Final(states + sm3StateSize, mac);
}

/** The padded last block of an HMAC input of one key block and 32 bytes. */
const inner = memory.data(64, 16);
const outer = memory.data(64, 16);
const chaining = memory.data(32, 16);

function padTail(block: usize): void {
  memory.fill(block + 32, 0, 32);
  store<u8>(block, 0x80, 32);
  store<u16>(block, bswap<u16>((64 + 32) * 8), 62);
}

/** One compression from a state that holds the key's block; the digest lands in `digest`. */
function compressOnce(state: usize, block: usize, digest: usize): void {
  memory.copy(chaining, state, 32);
  sm3Compress(chaining, block, 1);
  v128.store(digest, bswap4(v128.load(chaining)));
  v128.store(digest, bswap4(v128.load(chaining, 16)), 16);
}

/**
 * U_2…U_c of one block: `block` holds U_1 and receives U_1 ⊕ … ⊕ U_c. The states come from hmacSm3Init and are wiped.
 * Each turn is two compressions, because the key's own blocks were absorbed once.
 */
export function pbkdf2Sm3Loop(states: usize, block: usize, iterations: u32): void {
  padTail(inner);
  padTail(outer);
  memory.copy(inner, block, 32);
  for (; iterations > 1; iterations--) {
    compressOnce(states, inner, outer);
    compressOnce(states + sm3StateSize, outer, inner);
    v128.store(block, v128.xor(v128.load(block), v128.load(inner)));
    v128.store(block, v128.xor(v128.load(block, 16), v128.load(inner, 16)), 16);
  }
  memory.fill(states, 0, 2 * sm3StateSize);
  memory.fill(inner, 0, 32);
  memory.fill(outer, 0, 32);
  memory.fill(chaining, 0, 32);
}
