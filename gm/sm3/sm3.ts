import { wasm } from '../engine/wasm.ts';
import { absorb, stateLength } from './state.ts';

/** SM3 digest (GB/T 32905), 32 bytes. */
export function sm3(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const { sm3Init, sm3Final, wipe, bytes, area } = wasm();
  const input = area + stateLength;
  sm3Init(area);
  absorb(area, input, data);
  sm3Final(area, input);
  const digest = bytes.slice(input, input + 32);
  wipe(input, 32);
  return digest;
}
