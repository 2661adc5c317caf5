/** ECB, CBC and CTR (GB/T 17964-2021) with SM4, in place. */
import { crypt4, crypt8, wipeWork } from './sm4';

/** Eight blocks at hand: key stream, or what is being decrypted. */
const eight = memory.data(128, 16);

function wipeAll(): void {
  memory.fill(eight, 0, 128);
  wipeWork();
}

/** Encrypts or decrypts whole blocks, as the order of the round keys says. */
export function sm4Ecb(keys: usize, data: usize, blocks: usize): void {
  for (; blocks >= 8; blocks -= 8, data += 128) crypt8(keys, data, data);
  memory.copy(eight, data, blocks * 16);
  if (blocks > 4) crypt8(keys, eight, eight);
  else if (blocks > 0) crypt4(keys, eight, eight);
  memory.copy(data, eight, blocks * 16);
  wipeAll();
}

/** Encrypts whole blocks; `iv` receives the last block of ciphertext, which is the IV of what follows. */
export function sm4CbcEncrypt(keys: usize, iv: usize, data: usize, blocks: usize): void {
  let last = v128.load(iv);
  for (; blocks > 0; blocks--, data += 16) {
    v128.store(eight, v128.xor(last, v128.load(data)));
    crypt4(keys, eight, eight);
    last = v128.load(eight);
    v128.store(data, last);
  }
  v128.store(iv, last);
  wipeAll();
}

/** Inverse, with the round keys for decryption. */
export function sm4CbcDecrypt(keys: usize, iv: usize, data: usize, blocks: usize): void {
  let last = v128.load(iv);
  while (blocks > 0) {
    const count: usize = blocks < 8 ? blocks : 8;
    memory.copy(eight, data, count * 16);
    if (count > 4) crypt8(keys, eight, eight);
    else crypt4(keys, eight, eight);
    for (let offset: usize = 0; offset < count * 16; offset += 16) {
      const block = v128.load(data + offset);
      v128.store(data + offset, v128.xor(last, v128.load(eight + offset)));
      last = block;
    }
    data += count * 16;
    blocks -= count;
  }
  v128.store(iv, last);
  wipeAll();
}

/** Bits of a counter's lower half that count: all of CTR, the last 32 of GCM. */
const wide: u64 = u64.MAX_VALUE;
const narrow: u64 = 0xffffffff;

/** Key stream of the eight counter blocks from `counter` on, which moves on by eight, into `eight`. */
function stream(keys: usize, counter: usize, counting: u64): void {
  let high = bswap(load<u64>(counter));
  let low = bswap(load<u64>(counter, 8));
  for (let offset: usize = 0; offset < 128; offset += 16) {
    store<u64>(eight + offset, bswap(high));
    store<u64>(eight + offset, bswap(low), 8);
    low = (low & ~counting) | ((low + 1) & counting);
    if (low == 0 && counting == wide) high++;
  }
  store<u64>(counter, bswap(high));
  store<u64>(counter, bswap(low), 8);
  crypt8(keys, eight, eight);
}

/**
 * XORs the key stream onto `length` bytes. The counter moves on by whole batches of eight blocks, so only the last piece of
 * a message may have a length that is no multiple of 128.
 */
function ctr(keys: usize, counter: usize, data: usize, length: usize, counting: u64): void {
  for (; length >= 128; length -= 128, data += 128) {
    stream(keys, counter, counting);
    for (let offset: usize = 0; offset < 128; offset += 16) {
      v128.store(data + offset, v128.xor(v128.load(data + offset), v128.load(eight + offset)));
    }
  }
  if (length > 0) stream(keys, counter, counting);
  for (let offset: usize = 0; offset < length; offset++) {
    store<u8>(data + offset, load<u8>(data + offset) ^ load<u8>(eight + offset));
  }
  wipeAll();
}

/** CTR, whose counter counts in all its 128 bits. */
export function sm4Ctr(keys: usize, counter: usize, data: usize, length: usize): void {
  ctr(keys, counter, data, length, wide);
}

/** GCTR (NIST SP 800-38D §6.5), whose counter counts in its last 32 bits. */
export function sm4Gctr(keys: usize, counter: usize, data: usize, length: usize): void {
  ctr(keys, counter, data, length, narrow);
}
