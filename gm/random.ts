const quota = 65_536; // getRandomValues refuses more per call (Web Cryptography API §10.1.1)
const pool = new Uint8Array(4096); // a call costs as much for 4 KiB as for 32 bytes
let served = pool.length;

/** Fills `target` with bytes from the pool, each wiped there as it is given out, so that none is served twice. */
function fromPool(target: Uint8Array): void {
  if (target.length > pool.length - served) {
    globalThis.crypto.getRandomValues(pool);
    served = 0;
  }
  const bytes = pool.subarray(served, served + target.length);
  target.set(bytes);
  bytes.fill(0);
  served += target.length;
}

/**
 * Cryptographically strong bytes from the platform's generator (Web Cryptography API §10.1, W3C).
 * @example
 * import { randomBytes } from '@bedsign/gm';
 * const nonce = randomBytes(16);
 */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  if (length <= 64) fromPool(bytes);
  else {
    for (let offset = 0; offset < length; offset += quota) {
      globalThis.crypto.getRandomValues(bytes.subarray(offset, offset + quota));
    }
  }
  return bytes;
}
