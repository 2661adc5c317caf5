import { encodeOid, readOid, readSingle, tag } from '../asn1/der.ts';
import { DerReader } from '../asn1/der-reader.ts';
import { oid } from '../asn1/oids.ts';
import { equalBytes, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { readGenTime } from './gen-time.ts';

/** TSTInfo (RFC 3161 §2.4.2) as people and programs read it. */
export type TimeStampInfo = {
  /** Dotted decimal. */
  policy: string;
  /** The hash's OID in dotted decimal, whichever it is. */
  hashAlgorithm: string;
  imprint: Uint8Array;
  /** Hexadecimal, as encoded: a leading 00 stands for the sign. */
  serial: string;
  /** To the millisecond; what is finer is cut off. */
  genTime: Date;
  /** Absent: the policy says it. */
  accuracy?: { seconds: number; millis: number; micros: number };
  ordering: boolean;
  /** Hexadecimal, as encoded. */
  nonce?: string;
  /** DER GeneralName that names the authority. */
  tsa?: Uint8Array;
  /** Whether an extension is marked critical; none is known here. */
  criticalExtension: boolean;
};

const boolean = 0x01;
const null_ = 0x05;
const generalizedTime = 0x18;
const [millisTag, microsTag] = [0x80, 0x81];

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `TSTInfo: ${why}`);

/** Remembers the last result: an authority's tokens share policy and hash, and an arc of 128 bits takes microseconds. */
const rememberedOid = (): ((element: Uint8Array) => string) => {
  let [last, dotted] = [new Uint8Array(), ''];
  return (element) => {
    if (!equalBytes(element, last)) [last, dotted] = [element.slice(), readOid(readSingle(element, tag.oid))];
    return dotted;
  };
};
const readPolicy = rememberedOid();
const readHash = rememberedOid();
const signedData = encodeOid(oid.signedData);
const tstInfo = encodeOid(oid.tstInfo);

function readImprint(reader: DerReader): Pick<TimeStampInfo, 'hashAlgorithm' | 'imprint'> {
  return reader.within(tag.sequence, () => {
    const hashAlgorithm = reader.within(tag.sequence, () => {
      const algorithm = readHash(reader.element(tag.oid));
      if (reader.next !== undefined) reader.element(null_); // absent or NULL, as in the query (request.ts)
      return algorithm;
    });
    return { hashAlgorithm, imprint: reader.content(tag.octetString) };
  });
}

/** Of an INTEGER between 0 and `most`. */
function small(content: Uint8Array, most: number): number {
  const value = content.reduce((sum, byte) => sum * 256 + byte, 0);
  if (content.length === 0 || content.length > 4 || (content[0] ?? 0) >= 0x80 || value > most)
    throw malformed('accuracy out of range');
  return value;
}

function readAccuracy(reader: DerReader): NonNullable<TimeStampInfo['accuracy']> {
  const part = (expected: number, most: number) =>
    reader.next === expected ? small(reader.content(expected), most) : 0;
  return reader.within(tag.sequence, () => ({
    seconds: part(tag.integer, 0x7fffffff),
    millis: part(millisTag, 999),
    micros: part(microsTag, 999),
  }));
}

const readBoolean = (content: Uint8Array): boolean => {
  if (content.length !== 1 || content[0] !== 0xff) throw malformed('BOOLEAN is not DER');
  return true;
};

/** Whether any member of SEQUENCE OF Extension is critical (RFC 5280 §4.1). */
function readExtensions(reader: DerReader): boolean {
  return reader.within(tag.context1, () => {
    let critical = false;
    while (reader.next !== undefined)
      reader.within(tag.sequence, () => {
        reader.element(tag.oid);
        if (reader.next === boolean) critical = readBoolean(reader.content(boolean));
        reader.element(tag.octetString);
      });
    return critical;
  });
}

/** Parses a DER TSTInfo of version 1, of any authority. GmError ASN1_MALFORMED. */
export function parseTimeStampInfo(der: Uint8Array): TimeStampInfo {
  const whole = new DerReader(der);
  const info = whole.within(tag.sequence, (reader): TimeStampInfo => {
    if (toHex(reader.integer()) !== '020101') throw malformed('version is not 1');
    const policy = readPolicy(reader.element(tag.oid));
    const stamped = readImprint(reader);
    const serial = toHex(reader.integer().subarray(2));
    const genTime = readGenTime(reader.content(generalizedTime));
    const accuracy = reader.next === tag.sequence ? readAccuracy(reader) : undefined;
    const ordering = reader.next === boolean && readBoolean(reader.content(boolean));
    const nonce = reader.next === tag.integer ? readSingle(reader.integer(), tag.integer).content : undefined;
    const tsa = reader.next === tag.context0 ? reader.content(tag.context0) : undefined;
    const criticalExtension = reader.next === tag.context1 && readExtensions(reader);
    return {
      ...{ policy, ...stamped, serial, genTime, ordering, criticalExtension },
      ...(accuracy && { accuracy }),
      ...(nonce && { nonce: toHex(nonce) }),
      ...(tsa && { tsa }),
    };
  });
  whole.finish();
  return info;
}

/**
 * What a token says (TSTInfo, RFC 3161 §2.4.2), of which nothing is verified: not the signature, not the digest, not the
 * certificate. For lists and for people; {@link verifyTimeStampToken} is for whoever must rely on it. GmError ASN1_MALFORMED.
 * @example
 * import {
 *   answerTimeStampQuery, createTimeStamper, createTimeStampQuery, parseTimeStampReply, parseTimeStampToken, sm3,
 * } from '@bedsign/gm';
 * const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message) });
 * const stamper = await createTimeStamper(tsa); // key, certificate, chain, policy
 * const stamp = { serial: Uint8Array.of(1), genTime: Date.now(), accuracyMs: 1000 };
 * const { token } = parseTimeStampReply((await answerTimeStampQuery(query, stamper, () => stamp)).reply);
 * console.log(parseTimeStampToken(token).genTime);
 */
export function parseTimeStampToken(token: Uint8Array): TimeStampInfo {
  return parseTimeStampInfo(
    new DerReader(token).within(tag.sequence, (reader) => {
      if (!equalBytes(reader.element(tag.oid), signedData)) throw malformed('not a SignedData');
      return reader.within(tag.context0, () =>
        reader.within(tag.sequence, () => {
          reader.integer();
          reader.element(tag.set);
          const content = reader.within(tag.sequence, () => {
            if (!equalBytes(reader.element(tag.oid), tstInfo)) throw malformed('another content');
            return reader.within(tag.context0, () => reader.content(tag.octetString));
          });
          while (reader.next !== undefined) reader.element(reader.next);
          return content;
        }),
      );
    }),
  );
}
