/** What GCM (NIST SP 800-38D) adds to counter mode, for SM4 (RFC 8998). */
import { ghashInit, ghashUpdate } from './ghash';
import { crypt4, wipeWork } from './sm4';

/** Where ghash.ts keeps the hash; behind it and the powers of H stands E(K, J₀), which masks the tag. */
const maskAt: usize = 208;

const blocks = memory.data(64, 16);

function lengths(context: usize, first: u64, second: u64): void {
  store<u64>(blocks, bswap(first << 3));
  store<u64>(blocks, bswap(second << 3), 8);
  ghashUpdate(context, blocks, 16);
}

/**
 * Steps 1 to 3 of §7.1: H, the mask of the tag, and in `counter` the first counter block of the text. `context` takes 224
 * bytes.
 */
export function sm4GcmStart(keys: usize, counter: usize, context: usize, iv: usize, ivLength: usize): void {
  memory.fill(blocks, 0, 64);
  crypt4(keys, blocks, blocks);
  ghashInit(context, blocks);
  if (ivLength == 12) {
    memory.copy(counter, iv, 12);
    store<u32>(counter, bswap<u32>(1), 12);
  } else {
    ghashUpdate(context, iv, ivLength);
    lengths(context, 0, ivLength);
    v128.store(counter, v128.load(context));
    v128.store(context, i64x2.splat(0));
  }
  v128.store(blocks, v128.load(counter));
  crypt4(keys, blocks, blocks);
  v128.store(context, v128.load(blocks), maskAt);
  store<u32>(counter, bswap(bswap(load<u32>(counter, 12)) + 1), 12);
  memory.fill(blocks, 0, 64);
  wipeWork();
}

/** Steps 5 and 6, when AAD and ciphertext, of these many bytes, are absorbed: the tag takes the place of the hash. */
export function sm4GcmTag(context: usize, aadLength: f64, textLength: f64): void {
  lengths(context, <u64>aadLength, <u64>textLength);
  v128.store(context, v128.xor(v128.load(context), v128.load(context, maskAt)));
}
