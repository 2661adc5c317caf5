import { GeneralName, SubjectAlternativeName } from '@peculiar/asn1-x509';
import { decode, encode } from '../asn1/structure.ts';

/** Names of a machine beside its subject (RFC 5280 §4.2.1.6). */
export type SubjectAltName = {
  dnsNames?: readonly string[] | undefined;
  /** Dotted IPv4 or colon-separated IPv6. */
  ipAddresses?: readonly string[] | undefined;
};

/** The extension's value; nothing when there are no names. */
export function encodeSubjectAltName({ dnsNames = [], ipAddresses = [] }: SubjectAltName): Uint8Array | undefined {
  const names = [
    ...dnsNames.map((dNSName) => new GeneralName({ dNSName })),
    ...ipAddresses.map((iPAddress) => new GeneralName({ iPAddress })),
  ];
  return names.length === 0 ? undefined : encode(new SubjectAlternativeName(names));
}

/** The names of the kinds that we write; others are passed over. */
export function decodeSubjectAltName(value: Uint8Array): { dnsNames: string[]; ipAddresses: string[] } {
  const names = Array.from(decode(value, SubjectAlternativeName));
  return {
    dnsNames: names.flatMap(({ dNSName }) => dNSName ?? []),
    ipAddresses: names.flatMap(({ iPAddress }) => iPAddress ?? []),
  };
}
