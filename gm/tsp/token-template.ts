import { encodeInteger, encodeOid, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { concat, equalBytes } from '../bytes.ts';
import { buildSignedData, signedAttributes } from '../cms/build.ts';
import { GmError } from '../errors.ts';
import { hashLengths, profiles } from '../keys/algorithm.ts';
import type { Authority } from './authority.ts';
import { encodeGenTime } from './gen-time.ts';
import { createGrant } from './grant.ts';
import type { TimeStampRequest } from './request.ts';

/** What is new in every token. */
export type Stamp = {
  /** A number never given before, big-endian, positive, at most 160 bits with its sign (RFC 3161 §2.4.2). */
  serial: Uint8Array;
  /** Milliseconds since 1970. */
  genTime: number;
  accuracyMs: number;
};

/** DER. */
export type GrantedToken = {
  /** Without certificates: they are not signed, and a thousand stored tokens would each repeat them. */
  token: Uint8Array<ArrayBuffer>;
  /** TimeStampResp. */
  reply: Uint8Array<ArrayBuffer>;
};

const longestSerial = 20;
const context0Primitive = 0x80;
const nothing = new Uint8Array();
const zero = new Uint8Array(1);
const trueDer = new Uint8Array([0x01, 0x01, 0xff]);

function encodeSerial(serial: Uint8Array): Uint8Array {
  const first = serial[0] ?? 0;
  const padding = first >= 0x80 ? zero : nothing;
  if (first === 0 || padding.length + serial.length > longestSerial)
    throw new GmError('ARGUMENT_INVALID', 'a serial number has no leading zero and at most 160 bits');
  return encodeTlv(tag.integer, padding, serial);
}

/** Accuracy { seconds, [0] millis }, each only where it is not zero. */
function encodeAccuracy(milliseconds: number): Uint8Array {
  const [seconds, millis] = [Math.floor(milliseconds / 1000), milliseconds % 1000];
  const part = (value: number, partTag: number) =>
    value === 0 ? nothing : encodeInteger(BigInt(value)).with(0, partTag);
  return encodeTlv(tag.sequence, part(seconds, tag.integer), part(millis, context0Primitive));
}

/** Remembers the last result: neighbouring tokens share their millisecond and, for hours, their accuracy. */
function remembered(encode: (value: number) => Uint8Array): (value: number) => Uint8Array {
  let [last, encoded]: [number, Uint8Array] = [Number.NaN, nothing];
  return (value) => {
    if (value !== last) [last, encoded] = [value, encode(value)];
    return encoded;
  };
}

/** What three things of a token stand for until it is made; where they begin in its encoding. */
type Holes = { infoAt: number; digestAt: number; signatureAt: number };
/** Encoded once for all tokens of the same lengths. */
type Mould = Holes & { bytes: Uint8Array<ArrayBuffer> };

/** More shapes than honest clients make; a hostile one cannot fill the memory with them. */
const mostShapes = 256;

/** Bytes that occur nowhere else: a zero, so that no neighbour is taken for the beginning, and then one byte repeated. */
const placeholder = (length: number, fill: number) => new Uint8Array(length).fill(fill).with(0, 0);

function find(part: Uint8Array, bytes: Uint8Array): number {
  const at = bytes.findIndex((_, start) => equalBytes(bytes.subarray(start, start + part.length), part));
  if (at < 0) throw new GmError('ARGUMENT_INVALID', 'a mould without its placeholder');
  return at;
}

function fill(mould: Mould, info: Uint8Array, digest: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const filled = mould.bytes.slice();
  filled.set(info, mould.infoAt);
  filled.set(digest, mould.digestAt);
  filled.set(signature, mould.signatureAt);
  return filled;
}

/**
 * Tokens and replies of one authority (RFC 3161 §2.4.2, RFC 5652 §5). All of the same lengths differ in three places only: one
 * is built as any SignedData is, and the others are copies of it with these places filled, in a microsecond instead of a hundred.
 */
export async function tokenTemplate(authority: Authority) {
  const { key, certificate, chain, ordering = false } = authority;
  const digestHole = placeholder(hashLengths[profiles[key.algorithm].digest], 0xa5);
  const attributes = await signedAttributes(oid.tstInfo, digestHole, key, certificate);
  const digestAt = find(digestHole, attributes);
  const versionAndPolicy = concat(encodeInteger(1n), encodeOid(authority.policy));
  const genTime = remembered(encodeGenTime);
  const accuracy = remembered(encodeAccuracy);
  const grant = createGrant([certificate, ...chain]);

  const makeMoulds = (
    infoLength: number,
    signatureLength: number,
    certReq: boolean,
  ): { token: Mould; reply: Mould } => {
    const content = placeholder(infoLength, 0x5a);
    const signature = placeholder(signatureLength, 0x3c);
    const token = buildSignedData({
      ...{ contentType: oid.tstInfo, content, key, certificate, certificates: [] },
      ...{ signedAttributes: attributes, signature },
    });
    const mould = (bytes: Uint8Array<ArrayBuffer>): Mould => ({
      ...{ bytes, infoAt: find(content, bytes), digestAt: find(digestHole, bytes) },
      signatureAt: find(signature, bytes),
    });
    return { token: mould(token), reply: mould(grant(token, certReq)) };
  };
  const shapes = new Map<number, ReturnType<typeof makeMoulds>>();
  const mouldsOf = (infoLength: number, signatureLength: number, certReq: boolean) => {
    const shape = (infoLength * 0x100 + signatureLength) * 2 + (certReq ? 1 : 0);
    const known = shapes.get(shape);
    if (known) return known;
    if (shapes.size >= mostShapes) shapes.clear();
    const made = makeMoulds(infoLength, signatureLength, certReq);
    shapes.set(shape, made);
    return made;
  };

  return {
    /** DER TSTInfo. */
    info: ({ imprint, nonce = nothing }: TimeStampRequest, stamp: Stamp): Uint8Array<ArrayBuffer> =>
      encodeTlv(
        tag.sequence,
        versionAndPolicy,
        imprint,
        encodeSerial(stamp.serial),
        genTime(stamp.genTime),
        accuracy(stamp.accuracyMs),
        ordering ? trueDer : nothing,
        nonce,
      ),

    /** The signed attributes over the digest of TSTInfo, as the DER SET that is signed. */
    attributes(digest: Uint8Array): Uint8Array<ArrayBuffer> {
      const set = attributes.slice();
      set.set(digest, digestAt);
      return set;
    },

    /** The token without certificates, and the reply that grants it, with them if asked for. */
    granted(info: Uint8Array, digest: Uint8Array, signature: Uint8Array, certReq: boolean): GrantedToken {
      const { token, reply } = mouldsOf(info.length, signature.length, certReq);
      return { token: fill(token, info, digest, signature), reply: fill(reply, info, digest, signature) };
    },
  };
}
