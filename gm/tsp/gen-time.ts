import { encodeTlv } from '../asn1/der.ts';
import { ascii } from '../bytes.ts';
import { GmError } from '../errors.ts';

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

const form = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/;

/** The inverse; finer fractions, which other authorities write, are cut off. GmError ASN1_MALFORMED for any other form. */
export function readGenTime(content: Uint8Array): Date {
  const text = String.fromCharCode(...content.subarray(0, 64));
  const [, year, month, day, hour, minute, second, fraction = ''] = form.exec(text) ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const time = new Date(iso);
  // A day that does not exist becomes another one: 31 April reads as 1 May.
  if (year === undefined || Number.isNaN(time.getTime()) || time.toISOString() !== iso)
    throw new GmError('ASN1_MALFORMED', `genTime ${text}`);
  return time;
}
