import { GmError } from '../errors.ts';

const block = /-----BEGIN ([^-\r\n]+)-----([\sA-Za-z0-9+/=]*)-----END \1-----/g;

function decodeBase64(body: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0));
  } catch (error) {
    throw new GmError('ASN1_MALFORMED', 'PEM block is not base64', error);
  }
}

/**
 * The bytes of every block in `pem`, or of those with this label, in order (RFC 7468 §2, §3); text around them is passed over.
 * @throws GmError ASN1_MALFORMED for broken base64
 * @example
 * import { fromPem, parseCertificate, toPem } from '@bedsign/gm';
 * const chain = toPem('CERTIFICATE', certificate) + toPem('CERTIFICATE', root);
 * const [own, issuer] = fromPem(chain, 'CERTIFICATE').map(parseCertificate);
 */
export const fromPem = (pem: string, label?: string): Uint8Array[] =>
  Array.from(pem.matchAll(block))
    .filter(([, found]) => label === undefined || found === label)
    .map(([, , body = '']) => decodeBase64(body));
