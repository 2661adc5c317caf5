import { GmError } from '../errors.ts';

const block = /-----BEGIN ([^-\r\n]+)-----([\sA-Za-z0-9+/=]*)-----END \1-----/g;

/** RFC 7468 textual encoding, lines of 64 characters. */
export function toPem(label: string, der: Uint8Array): string {
  const base64 = btoa(Array.from(der, (byte) => String.fromCharCode(byte)).join(''));
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}

/** The DER of every block in `pem`, or of those with this label, in order. GmError ASN1_MALFORMED for broken base64. */
export function fromPem(pem: string, label?: string): Uint8Array[] {
  return Array.from(pem.matchAll(block))
    .filter(([, found]) => label === undefined || found === label)
    .map(([, , body = '']) => {
      try {
        return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0));
      } catch (error) {
        throw new GmError('ASN1_MALFORMED', 'PEM block is not base64', error);
      }
    });
}
