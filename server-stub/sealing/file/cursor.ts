import { isDigit, isRegular, isWhitespace, latin1 } from './characters.ts';
import { damaged } from './damaged.ts';

/** A reading position in bytes; every method stays inside them. */
export class Cursor {
  readonly bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  peek(ahead = 0): number | undefined {
    return this.bytes[this.position + ahead];
  }

  /** Passes white space and comments (ISO 32000-1 §7.2.3). */
  skipSpace(): this {
    for (;;) {
      while (isWhitespace(this.peek())) this.position += 1;
      if (this.peek() !== 0x25) return this;
      while (this.position < this.bytes.length && this.peek() !== 0x0a && this.peek() !== 0x0d) this.position += 1;
    }
  }

  /** True, and passed, if `text` stands here. */
  accept(text: string): boolean {
    for (let index = 0; index < text.length; index += 1) if (this.peek(index) !== text.charCodeAt(index)) return false;
    this.position += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw damaged(`${text} expected at byte ${this.position}`);
  }

  /** An unsigned integer, or undefined with the position unchanged. */
  acceptInteger(): number | undefined {
    let end = this.position;
    while (isDigit(this.bytes[end])) end += 1;
    if (end === this.position || end - this.position > 15) return undefined;
    const value = Number(latin1(this.bytes.subarray(this.position, end)));
    this.position = end;
    return value;
  }

  expectInteger(): number {
    const value = this.skipSpace().acceptInteger();
    if (value === undefined) throw damaged(`number expected at byte ${this.position}`);
    return value;
  }

  /** The run of regular characters that starts here; may be empty. */
  regular(): string {
    const start = this.position;
    while (isRegular(this.peek())) this.position += 1;
    return latin1(this.bytes.subarray(start, this.position));
  }
}
