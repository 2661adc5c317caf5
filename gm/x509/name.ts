import {
  AttributeTypeAndValue,
  AttributeValue,
  RelativeDistinguishedName,
  Name as X500Name,
} from '@peculiar/asn1-x509';
import { oid } from '../asn1/oids.ts';

export type Name = { C?: string; ST?: string; L?: string; O?: string; OU?: string; CN: string };

/** In the order in which they stand in a name. */
const attributes = [
  ['C', oid.countryName],
  ['ST', oid.stateOrProvinceName],
  ['L', oid.localityName],
  ['O', oid.organizationName],
  ['OU', oid.organizationalUnitName],
  ['CN', oid.commonName],
] as const;

/** UTF8String, but PrintableString for the country (RFC 5280 §4.1.2.4, X.520). */
export function encodeName(name: Name): X500Name {
  const relativeNames = attributes.flatMap(([key, type]) => {
    const text = name[key];
    if (text === undefined) return [];
    const value = new AttributeValue(key === 'C' ? { printableString: text } : { utf8String: text });
    return [new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value })])];
  });
  return new X500Name(relativeNames);
}

const textOf = (encoded: X500Name, type: string) =>
  encoded
    .flat()
    .find((attribute) => attribute.type === type)
    ?.value.toString();

/** The attributes of {@link Name}; others stay visible in {@link nameText}. */
export function decodeName(encoded: X500Name): Name {
  const name: Name = { CN: textOf(encoded, oid.commonName) ?? '' };
  for (const [key, type] of attributes) {
    const text = textOf(encoded, type);
    if (text !== undefined) name[key] = text;
  }
  return name;
}

const labels = new Map<string, string>(attributes.map(([key, type]) => [type, key]));

/** "C=CN, O=…, CN=…", for people; unknown attribute types appear as OIDs. */
export const nameText = (encoded: X500Name): string =>
  encoded
    .map((relative) => relative.map(({ type, value }) => `${labels.get(type) ?? type}=${value.toString()}`).join('+'))
    .join(', ');
