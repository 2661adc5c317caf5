import { readAll, readOctets, readOid, readSingle, type Tlv, tag } from '../asn1/der.ts';
import { GmError } from '../errors.ts';

export type ExtensionValue = { critical: boolean; value: Uint8Array };

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `extensions: ${why}`);
const isTrue = ({ tag: found, content }: Tlv) => found === 0x01 && content.length === 1 && content[0] === 0xff;

/** Extensions by their dotted decimal (RFC 5280 §4.1), each at most once; a written DEFAULT FALSE is not DER. */
export function readExtensions(extensions: Tlv): Map<string, ExtensionValue> {
  const found = new Map<string, ExtensionValue>();
  for (const { raw } of readAll(readSingle(extensions.raw, tag.sequence).content)) {
    const [type, ...rest] = readAll(readSingle(raw, tag.sequence).content);
    const [critical, value, extra] = rest.length === 1 ? [undefined, ...rest] : rest;
    if (extra || (critical && !isTrue(critical))) throw malformed('not type, critical, value');
    const name = readOid(type);
    if (found.has(name)) throw malformed(`${name} appears twice`);
    found.set(name, { critical: critical !== undefined, value: readOctets(value) });
  }
  return found;
}

/** An extension that must be understood and is not, or undefined. */
export const unknownCritical = (
  extensions: ReadonlyMap<string, ExtensionValue>,
  understood: readonly string[],
): string | undefined => [...extensions].find(([type, { critical }]) => critical && !understood.includes(type))?.[0];
