import { sm3 } from '../sm3/sm3.ts';

/** KDF of GB/T 32918.3 §5.4.3 and GB/T 32918.4 §5.4.3: SM3(secret ‖ counter) for counter = 1, 2, …, cut to `length` bytes. */
export function deriveKey(secret: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const stream = new Uint8Array(Math.ceil(length / 32) * 32);
  const counter = new Uint8Array(4);
  for (let block = 0; block * 32 < length; block++) {
    new DataView(counter.buffer).setUint32(0, block + 1);
    stream.set(sm3(secret, counter), block * 32);
  }
  return stream.subarray(0, length);
}
