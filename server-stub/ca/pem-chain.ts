import { toPem } from '@bedsign/gm';

/** Certificates as concatenated PEM (RFC 7468), in the order given. */
export const toPemChain = (...certificates: Uint8Array[]): string =>
  certificates.map((der) => `${toPem('CERTIFICATE', der).trimEnd()}\n`).join('');
