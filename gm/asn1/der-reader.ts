import { GmError } from '../errors.ts';
import { tag } from './der.ts';

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `not DER: ${why}`);

/**
 * Walks along DER from element to element, for paths where a tree of objects would cost more than the work itself. It
 * is as strict as der.ts: single-byte tags, definite minimal lengths (X.690 §10.1), nothing beyond the end. GmError
 * ASN1_MALFORMED otherwise.
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
    const found = this.next;
    if (found !== expected) throw malformed(`tag ${found?.toString(16)} for ${expected.toString(16)}`);
    const first = this.#bytes[this.#at + 1] ?? 0;
    const count = first < 0x80 ? 0 : first & 0x7f;
    if (first === 0x80 || count > 4) throw malformed('length field');
    let length = first & 0x7f;
    if (count > 0) {
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (this.#bytes[this.#at + 2 + i] ?? 0);
      if (length < 0x80 || length < 256 ** (count - 1)) throw malformed('length not minimal');
    }
    const content = this.#at + 2 + count;
    if (content + length > this.#end) throw malformed('truncated');
    this.#at = content;
    return length;
  }
}
