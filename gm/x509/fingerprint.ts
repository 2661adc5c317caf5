import { sm3 } from '../sm3/sm3.ts';

/** SM3 of the whole certificate, 32 bytes: how logs and people name it. */
export const fingerprint = (certificate: Uint8Array): Uint8Array => sm3(certificate);
