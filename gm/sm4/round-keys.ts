import { areaLength, wasm } from '../engine/wasm.ts';
import { GmError } from '../errors.ts';

/** How SM4 uses the engine's area: round keys, the block that chains (IV or counter), what GCM needs, then data. */
const layout = { keys: 0, chain: 128, context: 144, data: 512 };

/** Data bytes that fit at once: a multiple of 128, which the counter modes ask for. */
const roomLength = areaLength - layout.data;

/** Addresses in the engine's memory. */
export type Sm4Area = Readonly<typeof layout>;

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
  const at = {
    keys: area + layout.keys,
    chain: area + layout.chain,
    context: area + layout.context,
    data: area + layout.data,
  };
  try {
    bytes.set(key, at.data);
    sm4ExpandKey(at.data, at.keys, direction === 'decrypt' ? 1 : 0);
    if (iv) bytes.set(iv, at.chain);
    return use(at);
  } finally {
    wipe(area, layout.data + key.length);
  }
}

/** Lays `input` into the area piece by piece, for `use` to work on `length` bytes at `at.data`, and wipes it. */
export function pieces(input: Uint8Array, at: Sm4Area, use: (length: number, offset: number) => void): void {
  const { wipe, bytes } = wasm();
  for (let offset = 0; offset < input.length; offset += roomLength) {
    const piece = input.length <= roomLength ? input : input.subarray(offset, offset + roomLength);
    bytes.set(piece, at.data);
    use(piece.length, offset);
  }
  wipe(at.data, Math.min(roomLength, input.length));
}

/** Passes `input` through `kernel`, which changes `length` bytes at `at.data`, into `output`. */
export function transform<T extends Uint8Array>(
  input: Uint8Array,
  output: T,
  at: Sm4Area,
  kernel: (length: number) => void,
): T {
  const { bytes } = wasm();
  pieces(input, at, (length, offset) => {
    kernel(length);
    output.set(bytes.subarray(at.data, at.data + length), offset);
  });
  return output;
}
