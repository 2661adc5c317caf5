import { AlgorithmIdentifier, AuthorityKeyIdentifier, Name as X500Name } from '@peculiar/asn1-x509';
import { checkDer } from '../asn1/check-der.ts';
import { readAll, readBits, readInteger, readSingle, type Tlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode } from '../asn1/structure.ts';
import { isTime, readTime } from '../asn1/time.ts';
import { equalBytes, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { type SigningAlgorithm, signatureAlgorithmOf } from '../keys/algorithm.ts';
import { decodeName, type Name, nameText } from '../x509/name.ts';
import { type ExtensionValue, readExtensions, unknownCritical } from '../x509/read-extensions.ts';
import { serialNumberText } from '../x509/serial-number.ts';
import { type Revocation, reasonOf } from './reason.ts';

export type Crl = {
  der: Uint8Array;
  issuer: Name;
  /** The whole issuer for people. */
  issuerText: string;
  /** DER Name. */
  issuerName: Uint8Array;
  thisUpdate: Date;
  nextUpdate: Date;
  number: bigint;
  /** Hex. */
  authorityKeyIdentifier?: string;
  /** By serial number in hex, as in {@link Certificate}. */
  revoked: ReadonlyMap<string, Revocation>;
  signatureAlgorithm: SigningAlgorithm;
  /** DER TBSCertList: the bytes that are signed. */
  signedList: Uint8Array;
  signature: Uint8Array;
};

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `CRL: ${why}`);

/** Kinds of CRL that say less than the whole: refused by name, also where the extension is wrongly not critical. */
const partial: Record<string, string> = {
  [oid.deltaCRLIndicator]: 'a delta CRL (RFC 5280 §5.2.4)',
  [oid.issuingDistributionPoint]: 'a partitioned or indirect CRL (RFC 5280 §5.2.5)',
  [oid.certificateIssuer]: 'an entry of an indirect CRL (RFC 5280 §5.3.3)',
};

/** RFC 5280 §5.2, §5.3: a CRL with a critical extension that is not understood must not be used. */
function refuseUnknown(extensions: ReadonlyMap<string, ExtensionValue>): void {
  const kind = Object.keys(partial).find((type) => extensions.has(type));
  if (kind) throw new GmError('ALGORITHM_UNSUPPORTED', `${partial[kind]}; a complete one is needed`);
  const unknown = unknownCritical(extensions, [oid.authorityKeyIdentifier, oid.cRLNumber, oid.reasonCode]);
  if (unknown) throw new GmError('ALGORITHM_UNSUPPORTED', `CRL with the critical extension ${unknown}`);
}

function readReason(value: Uint8Array | undefined): Pick<Revocation, 'reason'> {
  if (!value) return {};
  const reason = reasonOf(readSingle(value, tag.enumerated).content[0]);
  if (!reason || value.length !== 3) throw malformed('unknown reason code');
  return { reason };
}

function readEntry({ raw }: Tlv): Revocation {
  const [serial, date, extensionList, extra] = readAll(readSingle(raw, tag.sequence).content);
  if (serial?.tag !== tag.integer || extra) throw malformed('not an entry');
  const extensions = extensionList ? readExtensions(extensionList) : new Map<string, ExtensionValue>();
  refuseUnknown(extensions);
  const invalidityDate = extensions.get(oid.invalidityDate)?.value;
  return {
    serialNumber: serialNumberText(serial.content),
    revocationDate: readTime(date),
    ...readReason(extensions.get(oid.reasonCode)?.value),
    ...(invalidityDate && { invalidityDate: readTime(readSingle(invalidityDate, 0x18)) }),
  };
}

function readRevoked(list: Tlv | undefined): Map<string, Revocation> {
  const entries = list ? readAll(list.content).map(readEntry) : [];
  const revoked = new Map(entries.map((entry) => [entry.serialNumber, entry]));
  if (revoked.size !== entries.length) throw malformed('a serial number appears twice');
  return revoked;
}

function readListExtensions(wrapped: Tlv | undefined): Pick<Crl, 'number' | 'authorityKeyIdentifier'> {
  const [list, extra] = wrapped?.tag === tag.context0 ? readAll(wrapped.content) : [];
  if (!list || extra) throw malformed('version 2 has extensions'); // §5.2: two of them are required
  const extensions = readExtensions(list);
  refuseUnknown(extensions);
  const number = extensions.get(oid.cRLNumber)?.value;
  if (!number || number.length > 22) throw malformed('cRLNumber is missing or longer than 20 bytes'); // §5.2.3
  const authority = extensions.get(oid.authorityKeyIdentifier)?.value;
  const keyIdentifier = authority && decode(authority, AuthorityKeyIdentifier).keyIdentifier;
  return {
    number: readInteger(readSingle(number, tag.integer)),
    ...(keyIdentifier && { authorityKeyIdentifier: toHex(new Uint8Array(keyIdentifier.buffer)) }),
  };
}

/**
 * Parses a complete X.509 CRL v2 (RFC 5280 §5.1); whose it is and whether it holds is left to {@link verifyCrl}. Delta,
 * indirect and partitioned CRLs are refused by name.
 * @throws GmError ASN1_MALFORMED or ALGORITHM_UNSUPPORTED
 * @example
 * import { issueCrl, parseCrl } from '@bedsign/gm';
 * const crl = await issueCrl({
 *   issuer: ca, number: 1n, thisUpdate: new Date(), nextUpdate: new Date(Date.now() + 3_600_000),
 *   revoked: [{ serialNumber: '4711', revocationDate: new Date(), reason: 'superseded' }],
 * });
 * console.log(parseCrl(crl).revoked.get('4711')?.reason); // superseded
 */
export function parseCrl(der: Uint8Array): Crl {
  checkDer(der);
  const [list, algorithm, signature, extra] = readAll(readSingle(der, tag.sequence).content);
  if (!list || !algorithm || extra) throw malformed('three members expected');
  const [version, inner, issuer, thisUpdate, nextUpdate, ...rest] = readAll(readSingle(list.raw, tag.sequence).content);
  if (readInteger(version) !== 1n || !issuer) throw malformed('not of version 2');
  if (!inner || !equalBytes(inner.raw, algorithm.raw)) throw malformed('the two signature algorithms differ');
  if (!isTime(nextUpdate)) throw malformed('no nextUpdate'); // §5.1.2.5 requires it
  const revoked = rest[0]?.tag === tag.sequence ? rest.shift() : undefined;
  if (rest.length > 1) throw malformed('more members than there are');
  const name = decode(issuer.raw, X500Name);
  return {
    der,
    issuer: decodeName(name),
    issuerText: nameText(name),
    issuerName: issuer.raw,
    thisUpdate: readTime(thisUpdate),
    nextUpdate: readTime(nextUpdate),
    ...readListExtensions(rest[0]),
    revoked: readRevoked(revoked),
    signatureAlgorithm: signatureAlgorithmOf(decode(algorithm.raw, AlgorithmIdentifier)),
    signedList: list.raw,
    signature: readBits(signature),
  };
}
