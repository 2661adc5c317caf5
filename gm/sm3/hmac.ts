import { wasm } from '../engine/wasm.ts';
import { sm3 } from './sm3.ts';
import { absorb, stateLength } from './state.ts';

/** RFC 2104 §3: a key longer than a block stands for its digest. */
export const hmacKey = (key: Uint8Array): Uint8Array => (key.length > 64 ? sm3(key) : key);

/**
 * HMAC-SM3 (RFC 2104 with GB/T 32905), 32 bytes; the key may have any length.
 * @example
 * import { hmacSm3, randomBytes } from '@bedsign/gm';
 * const mac = hmacSm3(randomBytes(32), message);
 */
export function hmacSm3(key: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const { hmacSm3Init, hmacSm3Final, wipe, bytes, area } = wasm();
  const used = hmacKey(key);
  const mac = area + 2 * stateLength;
  bytes.set(used, mac);
  hmacSm3Init(area, mac, used.length);
  wipe(mac, used.length);
  absorb(area, mac, data);
  hmacSm3Final(area, mac);
  const result = bytes.slice(mac, mac + 32);
  wipe(mac, 32);
  return result;
}
