import { malformed, maximumObjectIdentifier, readHeader } from './der.ts';

/** The deepest structure spoken here, an archive time stamp inside a time stamp inside a signature, has about 30 levels. */
const maximumDepth = 64;

/** Longer ones are of no use to any structure here, and turning them into decimal takes quadratic time. */
const maximumInteger = 128;

const ascii = new TextDecoder();

/** X.690 §8.3.2: the first nine bits are neither all zero nor all one. */
function integer(content: Uint8Array): boolean {
  const [first, second] = content;
  if (content.length > maximumInteger) return false;
  if (first === undefined || second === undefined) return first !== undefined;
  return !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
}

/** X.690 §8.6.2 and §11.2.1: at most seven unused bits, all zero. */
function bitString(content: Uint8Array): boolean {
  const unused = content[0] ?? 8;
  const last = content.length > 1 ? (content.at(-1) ?? 0) : 0;
  return unused <= 7 && (unused === 0 || content.length > 1) && (last & ((1 << unused) - 1)) === 0;
}

/** X.690 §8.19.2: every subidentifier is finished and has no leading 0x80. */
const objectIdentifier = (content: Uint8Array): boolean =>
  content.length <= maximumObjectIdentifier &&
  (content.at(-1) ?? 0x80) < 0x80 &&
  content.every((byte, index) => byte !== 0x80 || (index > 0 && (content[index - 1] ?? 0) >= 0x80));

const matches = (pattern: RegExp) => (content: Uint8Array) => pattern.test(ascii.decode(content));

/** What X.690 asks of primitive contents, by tag; types that are not named here have only one encoding anyway. */
const rules: Record<number, (content: Uint8Array) => boolean> = {
  0: () => false, // end-of-contents belongs to the indefinite length
  1: ([value, extra]) => (value === 0 || value === 0xff) && extra === undefined, // §11.1
  2: integer,
  3: bitString,
  5: (content) => content.length === 0,
  6: objectIdentifier,
  10: integer,
  23: matches(/^\d{12}Z$/), // §11.8
  24: matches(/^\d{14}(\.\d*[1-9])?Z$/), // §11.7
};

const isUniversal = (tag: number) => tag < 0x40;
const isConstructed = (tag: number) => (tag & 0x20) !== 0;
const isSequenceOrSet = (tag: number) => (tag & 0x1f) === 0x10 || (tag & 0x1f) === 0x11;

/**
 * Walks through all elements and refuses what is not DER (X.690 §10, §11), without recursion and in time proportional to the
 * length: indefinite and needlessly long lengths, constructed strings, integers with needless bytes, integers and object
 * identifiers longer and nesting deeper than in any real structure, trailing bytes. The order within SET OF is left alone: CMS may be BER there (RFC 5652 §2), and many are.
 * @throws GmError ASN1_MALFORMED
 */
export function checkDer(der: Uint8Array): void {
  const ends = [der.length];
  let at = 0;
  do {
    const limit = ends[ends.length - 1] ?? 0;
    const { tag, start, end } = readHeader(der, at, limit);
    if (ends.length === 1 && end !== der.length) throw malformed('trailing bytes');
    if (isUniversal(tag) && isConstructed(tag) !== isSequenceOrSet(tag)) throw malformed('constructed string');
    if (isConstructed(tag)) {
      if (ends.push(end) > maximumDepth) throw malformed(`nested deeper than ${maximumDepth} levels`);
      at = start;
    } else {
      if (isUniversal(tag) && rules[tag]?.(der.subarray(start, end)) === false) {
        throw malformed(`content of tag ${tag.toString(16)}`);
      }
      at = end;
    }
    while (ends.length > 1 && at === ends[ends.length - 1]) ends.pop();
  } while (ends.length > 1);
}
