import { encodeOid, tag } from '../asn1/der.ts';
import { DerReader } from '../asn1/der-reader.ts';
import { oid } from '../asn1/oids.ts';
import { concat, equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { type HashName, hashLengths } from '../keys/algorithm.ts';
import type { Refusal } from './refusal.ts';

/** What of a query goes into its token. The bytes are those of the query, not copied. */
export type TimeStampRequest = {
  /** DER MessageImprint: the token carries the very same (RFC 3161 §2.4.2). */
  imprint: Uint8Array;
  /** DER INTEGER. */
  nonce: Uint8Array | undefined;
  certReq: boolean;
};

/** More than any client draws; what is echoed must not grow without bound. */
const longestNonce = 64;

const boolean = 0x01;
const null_ = new Uint8Array([0x05, 0x00]);
const one = new Uint8Array([tag.integer, 1, 1]);

/** Parameters are absent, or NULL as OpenSSL and Java write them (RFC 5754 §2). */
const acceptedHashes = (Object.keys(hashLengths) as HashName[]).flatMap((name) =>
  [encodeOid(oid[name]), concat(encodeOid(oid[name]), null_)].map((identifier) => ({
    identifier,
    length: hashLengths[name],
  })),
);

type Fields = TimeStampRequest & {
  version: Uint8Array;
  hashIdentifier: Uint8Array;
  digestLength: number;
  policy: Uint8Array | undefined;
  extensions: Uint8Array | undefined;
};

/** TimeStampReq in DER (RFC 3161 §2.4.1); GmError ASN1_MALFORMED for anything else. */
function readFields(query: Uint8Array): Fields {
  const whole = new DerReader(query);
  const fields = whole.within(tag.sequence, (reader) => {
    const version = reader.integer();
    const imprint = reader.element(tag.sequence);
    const policy = reader.next === tag.oid ? reader.element(tag.oid) : undefined;
    const nonce = reader.next === tag.integer ? reader.integer() : undefined;
    const certReq = reader.next === boolean ? reader.content(boolean) : undefined;
    const extensions = reader.next === tag.context0 ? reader.element(tag.context0) : undefined;
    // FALSE is the default and so is not written; TRUE is 0xff (X.690 §11.1, §11.5).
    if (certReq && (certReq.length !== 1 || certReq[0] !== 0xff))
      throw new GmError('ASN1_MALFORMED', 'certReq not DER');
    return { version, imprint, policy, nonce, certReq: certReq !== undefined, extensions };
  });
  whole.finish();
  return { ...fields, ...readImprint(fields.imprint) };
}

function readImprint(imprint: Uint8Array): { hashIdentifier: Uint8Array; digestLength: number } {
  return new DerReader(imprint).within(tag.sequence, (reader) => ({
    hashIdentifier: reader.content(tag.sequence),
    digestLength: reader.content(tag.octetString).length,
  }));
}

function objection(fields: Fields, policy: Uint8Array): Refusal | undefined {
  if (!equalBytes(fields.version, one)) return { failure: 'badRequest', reason: 'only version 1 is known' };
  if (fields.policy && !equalBytes(fields.policy, policy))
    return { failure: 'unacceptedPolicy', reason: 'this authority stamps under its own policy only' };
  // §2.4.1: critical or not, what is not recognised is refused.
  if (fields.extensions) return { failure: 'unacceptedExtension', reason: 'no extensions are known' };
  if (fields.nonce && fields.nonce.length > longestNonce + 2)
    return { failure: 'badRequest', reason: `the nonce is longer than ${longestNonce} bytes` };
  const hash = acceptedHashes.find(({ identifier }) => equalBytes(identifier, fields.hashIdentifier));
  if (!hash) return { failure: 'badAlg', reason: 'the hash is not accepted: SM3, SHA-256, SHA-384 or SHA-512' };
  if (hash.length !== fields.digestLength)
    return { failure: 'badDataFormat', reason: 'the imprint has not the length of its hash' };
  return undefined;
}

/** Reads a DER TimeStampReq, or says why no token is granted; `policy` is the authority's own, as a DER OBJECT IDENTIFIER. */
export function readTimeStampRequest(query: Uint8Array, policy: Uint8Array): TimeStampRequest | Refusal {
  try {
    const fields = readFields(query);
    return objection(fields, policy) ?? fields;
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    return { failure: 'badDataFormat', reason: 'not a DER TimeStampReq' };
  }
}
