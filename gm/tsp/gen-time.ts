import { encodeTlv } from '../asn1/der.ts';
import { ascii } from '../bytes.ts';

const generalizedTime = 0x18;

/**
 * genTime of milliseconds since 1970 (RFC 3161 §2.4.2): GeneralizedTime in UTC, a fraction without trailing zeros, and none
 * where it is zero. Years 0 to 9999.
 */
export function encodeGenTime(milliseconds: number): Uint8Array<ArrayBuffer> {
  const [seconds = '', fraction = ''] = new Date(milliseconds)
    .toISOString()
    .replace(/[-:TZ]/g, '')
    .split('.');
  const shortest = fraction.replace(/0+$/, '');
  return encodeTlv(generalizedTime, ascii(`${seconds}${shortest && `.${shortest}`}Z`));
}
