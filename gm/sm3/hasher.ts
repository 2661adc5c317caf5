import { wasm } from '../engine/wasm.ts';
import { absorb, stateLength } from './state.ts';

export type Sm3Hasher = {
  /** Absorbs the next piece, of any length. */
  update(data: Uint8Array): Sm3Hasher;
  /** SM3 of all pieces so far, 32 bytes; more may follow. */
  digest(): Uint8Array<ArrayBuffer>;
};

/**
 * SM3 (GB/T 32905) of what comes in pieces. Its state lives with the caller, so any number may run at once.
 * @example
 * import { createSm3 } from '@bedsign/gm';
 * const digest = createSm3().update(message.subarray(0, 3)).update(message.subarray(3)).digest();
 */
export function createSm3(): Sm3Hasher {
  const { sm3Init, sm3Final, wipe, bytes, area } = wasm();
  const input = area + stateLength;
  sm3Init(area);
  const state = bytes.slice(area, input);
  wipe(area, stateLength);

  const hasher: Sm3Hasher = {
    update(data) {
      bytes.set(state, area);
      absorb(area, input, data);
      state.set(bytes.subarray(area, input));
      wipe(area, stateLength);
      return hasher;
    },
    digest() {
      bytes.set(state, area);
      sm3Final(area, input);
      const digest = bytes.slice(input, input + 32);
      wipe(input, 32);
      return digest;
    },
  };
  return hasher;
}
