import { areaLength, wasm } from '../engine/wasm.ts';

/** Bytes of an SM3 state in the engine's memory (wasm/sm3.ts). */
export const stateLength = 112;

/** Feeds data of any length to the state at `state`, through the area from `input` on, and wipes what was there. */
export function absorb(state: number, input: number, data: Uint8Array): void {
  const { sm3Update, wipe, bytes, area } = wasm();
  const room = area + areaLength - input;
  for (let offset = 0; offset < data.length; offset += room) {
    const piece = data.length <= room ? data : data.subarray(offset, offset + room);
    bytes.set(piece, input);
    sm3Update(state, input, piece.length);
  }
  wipe(input, Math.min(data.length, room));
}
