/**
 * Textual encoding (RFC 7468 §2, §3), lines of 64 characters.
 * @example
 * import { toPem } from '@bedsign/gm';
 * const text = toPem('CERTIFICATE', certificate); // -----BEGIN CERTIFICATE-----…
 */
export function toPem(label: string, der: Uint8Array): string {
  const base64 = btoa(Array.from(der, (byte) => String.fromCharCode(byte)).join(''));
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}
