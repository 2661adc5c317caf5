import { OctetString } from '@peculiar/asn1-schema';
import { Extension } from '@peculiar/asn1-x509';
import { encodeTlv, readOctets, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { toBuffer } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';

const maximumLength = 128; // RFC 9654 §2.1

export const nonceExtension = (nonce: Uint8Array): Extension =>
  new Extension({ extnID: oid.ocspNonce, extnValue: new OctetString(toBuffer(encodeTlv(tag.octetString, nonce))) });

/** The nonce among extensions of a request or response, if it has one (RFC 9654 §2.1). */
export function readNonce(extensions: readonly Extension[] | undefined): Uint8Array | undefined {
  const [found, second] = extensions?.filter(({ extnID }) => extnID === oid.ocspNonce) ?? [];
  if (!found) return undefined;
  const nonce = readOctets(readSingle(new Uint8Array(found.extnValue.buffer), tag.octetString));
  if (second || nonce.length === 0 || nonce.length > maximumLength) throw new GmError('ASN1_MALFORMED', 'OCSP nonce');
  return nonce;
}

/** RFC 6960 §4.4: of the critical extensions, none but the nonce is understood. */
export const hasUnknownCritical = (extensions: readonly Extension[] | undefined): boolean =>
  extensions?.some(({ critical, extnID }) => critical && extnID !== oid.ocspNonce) ?? false;
