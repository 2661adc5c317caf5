import { areaLength, wasm } from '../engine/wasm.ts';
import { GmError } from '../errors.ts';

/** How SM4 uses the engine's area: round keys, the block that chains (IV or counter), then data. */
const { keys, chain, data } = { keys: 0, chain: 128, data: 256 };

/** Data bytes that fit at once: a multiple of 128, which sm4Ctr asks for. */
export const roomLength = areaLength - data;

/** Addresses in the engine's memory. */
export type Sm4Area = { readonly keys: number; readonly chain: number; readonly data: number };

/**
 * Lets `use` work with the round keys of `key`, in the reverse order for decryption, and with `iv` in the chaining block;
 * wipes them however `use` ends. GmError ARGUMENT_INVALID for a key or IV of another length.
 */
export function withRoundKeys<T>(
  key: Uint8Array,
  direction: 'encrypt' | 'decrypt',
  iv: Uint8Array | undefined,
  use: (at: Sm4Area) => T,
): T {
  if (key.length !== 16) throw new GmError('ARGUMENT_INVALID', 'an SM4 key has 16 bytes');
  if (iv && iv.length !== 16) throw new GmError('ARGUMENT_INVALID', 'an IV or counter block has 16 bytes');
  const { sm4ExpandKey, wipe, bytes, area } = wasm();
  const at = { keys: area + keys, chain: area + chain, data: area + data };
  try {
    bytes.set(key, at.data);
    sm4ExpandKey(at.data, at.keys, direction === 'decrypt' ? 1 : 0);
    if (iv) bytes.set(iv, at.chain);
    return use(at);
  } finally {
    wipe(area, data + key.length);
  }
}

/** Passes `input` through the engine piece by piece, where `kernel` changes `length` bytes at `at.data`, and wipes it. */
export function transform(input: Uint8Array, at: Sm4Area, kernel: (length: number) => void): Uint8Array<ArrayBuffer> {
  const { wipe, bytes } = wasm();
  const output = new Uint8Array(input.length);
  for (let offset = 0; offset < input.length; offset += roomLength) {
    const length = Math.min(roomLength, input.length - offset);
    bytes.set(input.subarray(offset, offset + length), at.data);
    kernel(length);
    output.set(bytes.subarray(at.data, at.data + length), offset);
  }
  wipe(at.data, Math.min(roomLength, input.length));
  return output;
}
