/**
 * Nonces that neither a failed generator nor a cloned machine gives away: k = HMAC-SM3(d, random ‖ e ‖ counter), as
 * RFC 6979 §3.6 and draft-irtf-cfrg-det-sigs-with-noise advise. With good randomness k is random whatever d and e are; without
 * any, it is the same only where d and e are, and then so is the signature.
 */
import { hmacSm3Final, hmacSm3Init } from '../hmac-sm3';
import { sm3StateSize, sm3Update } from '../sm3';
import { scalarFromBytes } from './scalar';
import { NONCE } from './scratch';

/** Bytes of a prepared key: HMAC-SM3's inner and outer state. */
export const NONCE_KEY: usize = 2 * sm3StateSize;

const states = NONCE;
const candidate = states + NONCE_KEY;
const suffix = candidate + 32;

/** Where the counter begins for each purpose, so that none meets another's nonces. */
export const SIGNATURE: u32 = 0;
export const PROOF: u32 = 1 << 24;
export const COMMITMENT: u32 = 2 << 24;
export const ANSWER: u32 = 3 << 24;

/** Prepares a secret of 32 bytes. */
export function prepareNonces(states: usize, secret: usize): void {
  hmacSm3Init(states, secret, 32);
}

/**
 * k in [1, n-1] from a prepared key and random ‖ e, 64 bytes at `seed`: the candidates outside are passed over, one in 2^32.
 * `count` makes further nonces from one seed; returns where the next begins.
 */
export function nonce(k: usize, key: usize, seed: usize, count: u32): u32 {
  do {
    memory.copy(states, key, NONCE_KEY);
    store<u32>(suffix, bswap(count++));
    sm3Update(states, seed, 64);
    sm3Update(states, suffix, 4);
    hmacSm3Final(states, candidate);
  } while (!scalarFromBytes(k, candidate));
  return count;
}
