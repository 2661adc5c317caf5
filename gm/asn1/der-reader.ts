import { malformed, readHeader, tag } from './der.ts';

/**
 * Walks along DER from element to element, for paths where a tree of objects would cost more than the work itself. As
 * strict as {@link readHeader}; GmError ASN1_MALFORMED.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #end: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#at = 0;
    this.#end = bytes.length;
  }

  /** The tag of the element that comes next; undefined where there is none. */
  get next(): number | undefined {
    return this.#at < this.#end ? this.#bytes[this.#at] : undefined;
  }

  /** Steps over the next element, which must have this tag; the bytes of the whole element, not copied. */
  element(expected: number): Uint8Array {
    const start = this.#at;
    const length = this.#header(expected);
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** The same; its content, not copied. */
  content(expected: number): Uint8Array {
    const length = this.#header(expected);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Reads the members of the next element with `read`, which must leave none over. */
  within<T>(expected: number, read: (reader: this) => T): T {
    const outer = this.#end;
    const length = this.#header(expected);
    this.#end = this.#at + length;
    const result = read(this);
    this.finish();
    this.#end = outer;
    return result;
  }

  /** An INTEGER in its shortest form (X.690 §8.3.2), of either sign; the whole element. */
  integer(): Uint8Array {
    const start = this.#at;
    const length = this.#header(tag.integer);
    const [first, second] = [this.#bytes[this.#at] ?? 0, this.#bytes[this.#at + 1] ?? 0];
    const padded = length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    if (length === 0 || padded) throw malformed('INTEGER empty or not minimal');
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** Nothing may be left. */
  finish(): void {
    if (this.#at !== this.#end) throw malformed('trailing bytes');
  }

  /** Steps over tag and length; the length. */
  #header(expected: number): number {
    const { tag: found, start, end } = readHeader(this.#bytes, this.#at, this.#end);
    if (found !== expected) throw malformed(`tag ${found.toString(16)} for ${expected.toString(16)}`);
    this.#at = start;
    return end - start;
  }
}
