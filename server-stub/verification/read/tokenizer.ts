import { BedSignError } from '@bedsign/contract';

/** Where reading stands in a buffer. Positions are offsets into `bytes`; nothing at or after `end` is read. */
export type Scanner = { readonly bytes: Uint8Array; at: number; readonly end: number };

/** `start` and `end` are the offsets of the string's first byte and of the byte after it, delimiters included. */
export type PdfString = { kind: 'string'; bytes: Uint8Array; hex: boolean; start: number; end: number };

export type Token =
  | { kind: 'end' }
  | { kind: 'delimiter'; text: '<<' | '>>' | '[' | ']' }
  | { kind: 'integer'; value: number }
  | { kind: 'real'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'keyword'; text: string }
  | PdfString;

/** This reader never repairs: what is not exactly PDF is refused. */
export const damaged = (detail: string): never => {
  throw new BedSignError('DOCUMENT_DAMAGED', detail);
};

// ISO 32000-1 §7.2.2, tables 1 and 2
const whiteSpace = new Set([0, 9, 10, 12, 13, 32]);
const delimiters = new Set(Array.from('()<>[]{}/%', (character) => character.charCodeAt(0)));
export const isWhiteSpace = (byte: number | undefined): boolean => byte !== undefined && whiteSpace.has(byte);
const isRegular = (byte: number): boolean => !whiteSpace.has(byte) && !delimiters.has(byte);

const peek = (scanner: Scanner, ahead = 0): number =>
  scanner.at + ahead < scanner.end ? (scanner.bytes[scanner.at + ahead] ?? -1) : -1;

/** Latin-1, so that one character is one byte. */
export const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString('latin1');

/** ISO 32000-1 §7.2.2 white space and §7.2.3 comments. */
export const skipSpace = (scanner: Scanner): void => {
  for (;;) {
    const byte = peek(scanner);
    if (byte === 0x25) while (peek(scanner) !== -1 && peek(scanner) !== 10 && peek(scanner) !== 13) scanner.at++;
    else if (isWhiteSpace(byte)) scanner.at++;
    else return;
  }
};

const regularRun = (scanner: Scanner): string => {
  const start = scanner.at;
  while (peek(scanner) !== -1 && isRegular(peek(scanner))) scanner.at++;
  return latin1(scanner.bytes, start, scanner.at);
};

/** §7.3.5: `#` and two hexadecimal digits stand for a byte, so that two spellings of a name are one name. */
const readName = (scanner: Scanner): Token => {
  scanner.at++;
  const raw = regularRun(scanner);
  const name = raw.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { kind: 'name', name };
};

/** §7.3.4.3. An odd number of digits ends in an implied 0. */
const readHexString = (scanner: Scanner): PdfString => {
  const start = scanner.at++;
  const close = scanner.bytes.subarray(0, scanner.end).indexOf(0x3e, scanner.at);
  if (close < 0) damaged(`hexadecimal string at ${start} does not end`);
  const digits = latin1(scanner.bytes, scanner.at, close).replace(/[\0\t\n\f\r ]+/g, '');
  if (!/^[0-9A-Fa-f]*$/.test(digits)) damaged(`hexadecimal string at ${start} holds other characters`);
  scanner.at = close + 1;
  const bytes = new Uint8Array(Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'));
  return { kind: 'string', bytes, hex: true, start, end: scanner.at };
};

const escapes: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** The byte that an escape sequence stands for, or nothing for an escaped end of line (§7.3.4.2, table 3). */
const readEscape = (scanner: Scanner): number | undefined => {
  const byte = peek(scanner);
  scanner.at++;
  const octal = /^[0-7]{1,3}/.exec(latin1(scanner.bytes, scanner.at - 1, Math.min(scanner.at + 2, scanner.end)))?.[0];
  if (octal) {
    scanner.at += octal.length - 1;
    return Number.parseInt(octal, 8) & 0xff;
  }
  if (byte === 13 && peek(scanner) === 10) scanner.at++;
  if (byte === 13 || byte === 10) return undefined;
  return escapes[String.fromCharCode(byte)] ?? byte;
};

/** §7.3.4.2: parentheses may nest when balanced. */
const readLiteralString = (scanner: Scanner): PdfString => {
  const start = scanner.at++;
  const bytes: number[] = [];
  for (let open = 1; ; ) {
    const byte = peek(scanner);
    if (byte === -1) damaged(`string at ${start} does not end`);
    scanner.at++;
    if (byte === 0x5c) {
      const escaped = readEscape(scanner);
      if (escaped !== undefined) bytes.push(escaped);
      continue;
    }
    if (byte === 0x28) open++;
    if (byte === 0x29 && --open === 0) break;
    bytes.push(byte);
  }
  return { kind: 'string', bytes: Uint8Array.from(bytes), hex: false, start, end: scanner.at };
};

const readRegular = (scanner: Scanner): Token => {
  const text = regularRun(scanner);
  if (/^[+-]?\d+$/.test(text)) {
    const value = Number(text);
    return Number.isSafeInteger(value)
      ? { kind: 'integer', value }
      : damaged(`number ${text.slice(0, 32)} is too large`);
  }
  if (/^[+-]?(\d+\.\d*|\.\d+)$/.test(text)) return { kind: 'real', value: Number(text) };
  return text ? { kind: 'keyword', text } : damaged(`unexpected byte at ${scanner.at}`);
};

/** The next token (ISO 32000-1 §7.2, §7.3); DOCUMENT_DAMAGED where there is none. */
export const nextToken = (scanner: Scanner): Token => {
  skipSpace(scanner);
  const byte = peek(scanner);
  if (byte === -1) return { kind: 'end' };
  if (byte === 0x2f) return readName(scanner);
  if (byte === 0x28) return readLiteralString(scanner);
  if (byte === 0x5b || byte === 0x5d) {
    scanner.at++;
    return { kind: 'delimiter', text: byte === 0x5b ? '[' : ']' };
  }
  if ((byte === 0x3c || byte === 0x3e) && peek(scanner, 1) === byte) {
    scanner.at += 2;
    return { kind: 'delimiter', text: byte === 0x3c ? '<<' : '>>' };
  }
  return byte === 0x3c ? readHexString(scanner) : readRegular(scanner);
};
