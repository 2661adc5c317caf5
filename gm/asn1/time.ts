import { ascii } from '../bytes.ts';
import { encodeTlv, malformed, type Tlv } from './der.ts';

const utcTime = 0x17;
const generalizedTime = 0x18;
const text = new TextDecoder();

/** UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5), whole seconds. */
export function encodeTime(date: Date): Uint8Array {
  const digits = date.toISOString().replace(/\.\d+Z|[-:T]/g, '');
  return date.getUTCFullYear() < 2050 ? encodeTlv(utcTime, ascii(`${digits.slice(2)}Z`)) : encodeGeneralizedTime(date);
}

/** GeneralizedTime of whole seconds (RFC 5280 §4.1.2.5.2). */
export const encodeGeneralizedTime = (date: Date): Uint8Array =>
  encodeTlv(generalizedTime, ascii(`${date.toISOString().replace(/\.\d+Z|[-:T]/g, '')}Z`));

/** Whether it is the tag of a Time { UTCTime | GeneralizedTime }. */
export const isTime = (element: Tlv | undefined): boolean =>
  element?.tag === utcTime || element?.tag === generalizedTime;

/** A Time in whole seconds, as RFC 5280 §4.1.2.5 writes it; two-digit years are of 1950 to 2049. */
export function readTime(element: Tlv | undefined): Date {
  if (!element || !isTime(element)) throw malformed('Time expected');
  const written = text.decode(element.content);
  const century = element.tag === generalizedTime ? '' : written < '50' ? '20' : '19';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + written);
  if (!parts) throw malformed('Time in another form than whole seconds of UTC');
  const [, year, month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const date = new Date(iso);
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso) throw malformed('no such time');
  return date;
}
