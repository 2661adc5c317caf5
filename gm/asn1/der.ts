import { compareBytes, concat, fromBigInt, toBigInt } from '../bytes.ts';
import { GmError } from '../errors.ts';

/** Tags of X.690 that are written or expected by hand. */
export const tag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
  bmpString: 0x1e,
  context0: 0xa0,
  context1: 0xa1,
} as const;

/** How many bytes a length takes beyond the first (X.690 §8.1.3.5). */
const lengthBytes = (length: number): number => (length < 0x80 ? 0 : Math.ceil((32 - Math.clz32(length)) / 8));

/** Writes tag and length to the start of `target`; where the content begins. */
function putHeader(target: Uint8Array, tagByte: number, length: number): number {
  const count = lengthBytes(length);
  target[0] = tagByte;
  target[1] = count === 0 ? length : 0x80 | count;
  for (let i = 0; i < count; i++) target[2 + i] = length >>> (8 * (count - 1 - i));
  return 2 + count;
}

export function encodeTlv(tagByte: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const content of contents) length += content.length;
  const encoded = new Uint8Array(2 + lengthBytes(length) + length);
  let offset = putHeader(encoded, tagByte, length);
  for (const content of contents) {
    encoded.set(content, offset);
    offset += content.length;
  }
  return encoded;
}

/** Content of a non-negative INTEGER: minimal, with a zero byte where the first bit would read as a sign. */
export function integerContent(value: bigint): Uint8Array<ArrayBuffer> {
  const magnitude = fromBigInt(value, Math.ceil(value.toString(16).length / 2));
  return (magnitude[0] ?? 0) & 0x80 ? concat(new Uint8Array(1), magnitude) : magnitude;
}

export const encodeInteger = (value: bigint): Uint8Array<ArrayBuffer> => encodeTlv(tag.integer, integerContent(value));

/** SET OF: the members in the order of their encodings (X.690 §11.6). */
export const encodeSet = (members: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  encodeTlv(tag.set, ...[...members].sort(compareBytes));

function base128(arc: bigint): number[] {
  const digits = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) digits.unshift(Number(rest & 0x7fn) | 0x80);
  return digits;
}

/** OBJECT IDENTIFIER from dotted decimal (X.690 §8.19); the caller's text is trusted. */
export function encodeOid(dotted: string): Uint8Array<ArrayBuffer> {
  const [first = 0n, second = 0n, ...arcs] = dotted.split('.').map(BigInt);
  return encodeTlv(tag.oid, new Uint8Array([first * 40n + second, ...arcs].flatMap(base128)));
}

export type Tlv = { tag: number; content: Uint8Array; raw: Uint8Array };

export const malformed = (why: string) => new GmError('ASN1_MALFORMED', `not DER: ${why}`);

/** Tag and extent of the element at `at`; single-byte tags, definite minimal lengths (X.690 §10.1), nothing beyond `end`. */
export function readHeader(bytes: Uint8Array, at: number, end: number): { tag: number; start: number; end: number } {
  const tagByte = bytes[at];
  const first = bytes[at + 1];
  if (tagByte === undefined || first === undefined || at + 2 > end) throw malformed('truncated');
  if ((tagByte & 0x1f) === 0x1f) throw malformed('multi-byte tag');
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0) throw malformed('indefinite length');
    if (count > 4 || start + count > end) throw malformed('length field');
    length = 0;
    for (const lengthEnd = start + count; start < lengthEnd; start++) length = length * 0x100 + (bytes[start] ?? 0);
    if (length < 0x80 || bytes[at + 2] === 0) throw malformed('length not minimal');
  }
  if (start + length > end) throw malformed('truncated');
  return { tag: tagByte, start, end: start + length };
}

/** Reads one element at the start of `bytes`. */
function readTlv(bytes: Uint8Array): Tlv {
  const { tag: tagByte, start, end } = readHeader(bytes, 0, bytes.length);
  return { tag: tagByte, content: bytes.subarray(start, end), raw: bytes.subarray(0, end) };
}

/** Exactly one element, nothing after it. */
export function readSingle(bytes: Uint8Array, expectedTag: number): Tlv {
  const element = readTlv(bytes);
  if (element.tag !== expectedTag) throw malformed(`tag ${element.tag.toString(16)} for ${expectedTag.toString(16)}`);
  if (element.raw.length !== bytes.length) throw malformed('trailing bytes');
  return element;
}

/** The elements that fill `content`. */
export function readAll(content: Uint8Array): Tlv[] {
  const elements: Tlv[] = [];
  for (let rest = content; rest.length > 0; ) {
    const element = readTlv(rest);
    elements.push(element);
    rest = rest.subarray(element.raw.length);
  }
  return elements;
}

/** A minimal, non-negative INTEGER (X.690 §8.3.2). */
export function readInteger(element: Tlv | undefined): bigint {
  if (element?.tag !== tag.integer) throw malformed('INTEGER expected');
  const [first, second] = element.content;
  if (first === undefined || first >= 0x80) throw malformed('INTEGER empty or negative');
  if (first === 0 && second !== undefined && second < 0x80) throw malformed('INTEGER not minimal');
  return toBigInt(element.content);
}

/** Longer ones are of no use to any structure here, and turning them into decimal takes quadratic time. */
export const maximumObjectIdentifier = 100;

/** The dotted decimal of an OBJECT IDENTIFIER (X.690 §8.19). */
export function readOid(element: Tlv | undefined): string {
  if (element?.tag !== tag.oid || (element.content.at(-1) ?? 0x80) >= 0x80)
    throw malformed('OBJECT IDENTIFIER expected');
  if (element.content.length > maximumObjectIdentifier) throw malformed('OBJECT IDENTIFIER too long');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of element.content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [head = 0n, ...tail] = arcs;
  const first = head < 80n ? head / 40n : 2n;
  return [first, head - first * 40n, ...tail].join('.');
}

/** A BIT STRING of whole bytes: keys and signatures. */
export function readBits(element: Tlv | undefined): Uint8Array {
  if (element?.tag !== tag.bitString || element.content[0] !== 0) throw malformed('BIT STRING of whole bytes expected');
  return element.content.subarray(1);
}

export const encodeBits = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  encodeTlv(tag.bitString, new Uint8Array(1), bytes);

export function readOctets(element: Tlv | undefined): Uint8Array {
  if (element?.tag !== tag.octetString) throw malformed('OCTET STRING expected');
  return element.content;
}

/**
 * The element at the start of `padded`, followed by nothing but zeros: a signature in the /Contents string of a PDF (ISO
 * 32000-1 §12.8.1). GmError ASN1_MALFORMED (X.690 §8.1).
 * @example
 * import { unpadDer } from '@bedsign/gm';
 * const contents = new Uint8Array(4096);
 * contents.set(certificate);
 * const der = unpadDer(contents);
 * if (der.length !== certificate.length) throw new Error();
 */
export function unpadDer(padded: Uint8Array): Uint8Array {
  const { raw } = readTlv(padded);
  if (padded.subarray(raw.length).some((byte) => byte !== 0)) throw malformed('padding is not zero');
  return raw;
}
