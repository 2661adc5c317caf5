import { AsnConvert } from '@peculiar/asn1-schema';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { checkDer } from './check-der.ts';

/** A plain ArrayBuffer of exactly these bytes, which is what the structure classes hold. */
export const toBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

export const encode = (structure: object): Uint8Array<ArrayBuffer> => new Uint8Array(AsnConvert.serialize(structure));

const bigArcs = /^\d+(\.(\d+|\{[0-9a-f]+\}))+$/;

/** The library prints arcs above 56 bits as {hex of the base-128 digits}; policy OIDs under 2.25 (X.667) have them. */
const decimalArcs = (text: string) =>
  text.replace(/\{([0-9a-f]+)\}/g, (_, digits: string) =>
    (digits.match(/../g) ?? []).reduce((arc, digit) => arc * 128n + BigInt(`0x${digit}`), 0n).toString(),
  );

function normaliseOids(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (typeof member !== 'string') normaliseOids(member);
    else if (member.includes('{') && bigArcs.test(member)) Object.assign(value, { [key]: decimalArcs(member) });
  }
}

/** The library would otherwise also try to read what stands inside OCTET STRINGs and BIT STRINGs. */
const options = { berOptions: { parseEmbedded: false } };

/**
 * Parses strictly: only DER enters, and the structure, encoded again, must be the very same bytes. That refuses unknown
 * members, written defaults and every other second encoding, which the library alone would let pass; and it makes the encoding
 * of any part (tbsCertificate, signedAttrs, …) equal to the bytes that were signed.
 */
export function decode<T extends object>(der: Uint8Array, type: new () => T): T {
  checkDer(der);
  let parsed: T;
  let again: Uint8Array;
  try {
    parsed = AsnConvert.parse(toBuffer(der), type, options);
    normaliseOids(parsed);
    again = encode(parsed);
  } catch (error) {
    throw new GmError('ASN1_MALFORMED', `not a DER ${type.name}`, error);
  }
  if (!equalBytes(again, der)) throw new GmError('ASN1_MALFORMED', `not the canonical DER of a ${type.name}`);
  return parsed;
}
