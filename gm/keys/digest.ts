import { sm3 } from '../sm3/sm3.ts';
import type { HashName } from './algorithm.ts';

const webNames = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const;

/**
 * Digest of `data` with the named hash (GB/T 32905, FIPS 180-4).
 * @example
 * import { digest } from '@bedsign/gm';
 * const imprint = await digest('sha256', message);
 */
export async function digest(hash: HashName, data: Uint8Array): Promise<Uint8Array> {
  if (hash === 'sm3') return sm3(data);
  return new Uint8Array(await globalThis.crypto.subtle.digest(webNames[hash], Uint8Array.from(data)));
}
