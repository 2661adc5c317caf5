import { areaLength, wasm } from '../engine/wasm.ts';

/** Where input lies in the area: behind the state. */
export const stateSize = 112;
const chunkLength = areaLength - stateSize;

/** SM3 digest (GB/T 32905), 32 bytes. */
export function sm3(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const { sm3Init, sm3Update, sm3Final, wipe, bytes, area } = wasm();
  const input = area + stateSize;
  sm3Init(area);
  for (let offset = 0; offset < data.length; offset += chunkLength) {
    const chunk = data.length <= chunkLength ? data : data.subarray(offset, offset + chunkLength);
    bytes.set(chunk, input);
    sm3Update(area, input, chunk.length);
  }
  sm3Final(area, input);
  const digest = bytes.slice(input, input + 32);
  wipe(stateSize + Math.min(Math.max(data.length, 32), chunkLength));
  return digest;
}
