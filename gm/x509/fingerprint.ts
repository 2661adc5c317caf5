import { sm3 } from '../sm3/sm3.ts';

/**
 * SM3 (GB/T 32905) of the whole certificate, 32 bytes: how logs and people name it.
 * @example
 * import { fingerprint } from '@bedsign/gm';
 * const name = fingerprint(certificate); // 32 bytes
 */
export const fingerprint = (certificate: Uint8Array): Uint8Array => sm3(certificate);
