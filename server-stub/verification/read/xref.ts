import { type Budget, decodeStructural } from './decode.ts';
import { as, isName, type PdfDict, type PdfValue, readIndirect, readValue } from './object.ts';
import { damaged, isWhiteSpace, latin1, type Scanner, skipSpace } from './tokenizer.ts';

/** Where an object is: free, at an offset, or the index-th in an object stream (ISO 32000-1 §7.5.4, §7.5.8.3). */
export type Entry =
  | { type: 'free' }
  | { type: 'at'; offset: number; generation: number }
  | { type: 'in'; stream: number; index: number };

/** One cross-reference table with its trailer, or one cross-reference stream, in bytes [start, end). */
export type Section = {
  entries: Map<number, Entry>;
  trailer: PdfDict;
  start: number;
  end: number;
  /** A table hides objects from old readers here (§7.5.8.4). */
  hybrid: Section | undefined;
};

const maxEntries = 1_000_000;

const add = (entries: Map<number, Entry>, number: number, entry: Entry): void => {
  if (entries.has(number)) damaged(`object ${number} stands twice in one cross-reference section`);
  if (entries.size >= maxEntries) damaged(`more than ${maxEntries} objects`);
  entries.set(number, entry);
};

const integer = (value: PdfValue | undefined, what: string): number =>
  typeof value === 'number' && value >= 0 ? value : damaged(`${what} is not a non-negative integer`);

const subsectionHead = /^(\d{1,10}) (\d{1,10})\s+$/;
const tableEntry = /^(\d{10}) (\d{5}) ([nf])$/;

/** The line at the scanner and the white space after it. */
const readLine = (scanner: Scanner): string => {
  const start = scanner.at;
  while (scanner.at < scanner.end && scanner.bytes[scanner.at] !== 10 && scanner.bytes[scanner.at] !== 13) scanner.at++;
  const line = latin1(scanner.bytes, start, Math.min(scanner.at, start + 64));
  while (scanner.at < scanner.end && isWhiteSpace(scanner.bytes[scanner.at])) scanner.at++;
  return line;
};

/** §7.5.4: `first count`, then count lines of offset, generation and n or f; then the trailer. */
const readTable = (bytes: Uint8Array, offset: number): Section => {
  const scanner: Scanner = { bytes, at: offset + 4, end: bytes.length };
  const entries = new Map<number, Entry>();
  skipSpace(scanner);
  while (latin1(bytes, scanner.at, scanner.at + 7) !== 'trailer') {
    const head = subsectionHead.exec(`${readLine(scanner)}\n`) ?? damaged(`cross-reference table at ${offset}`);
    const [first, count] = [Number(head[1]), Number(head[2])];
    for (let number = first; number < first + count; number++) {
      const entry =
        tableEntry.exec(readLine(scanner).trimEnd()) ?? damaged(`cross-reference entry of object ${number}`);
      const at: Entry = { type: 'at', offset: Number(entry[1]), generation: Number(entry[2]) };
      add(entries, number, entry[3] === 'f' ? { type: 'free' } : at);
    }
  }
  scanner.at += 7;
  const trailer = as('dict', readValue(scanner)) ?? damaged(`trailer before ${scanner.at} is not a dictionary`);
  return { entries, trailer, start: offset, end: scanner.at, hybrid: undefined };
};

const bigEndian = (bytes: Uint8Array, at: number, width: number): number => {
  let value = 0;
  for (let index = 0; index < width; index++) value = value * 256 + (bytes[at + index] ?? 0);
  return Number.isSafeInteger(value) ? value : damaged('cross-reference field is too large');
};

/** §7.5.8.3, table 18. */
const streamEntry = (type: number, second: number, third: number): Entry => {
  if (type === 0) return { type: 'free' };
  if (type === 1) return { type: 'at', offset: second, generation: third };
  return type === 2 ? { type: 'in', stream: second, index: third } : damaged(`cross-reference entry of type ${type}`);
};

const integers = (value: PdfValue | undefined, what: string): number[] =>
  (as('array', value) ?? damaged(`${what} is not an array`)).items.map((item) => integer(item, what));

/** §7.5.8. The data must be exactly as long as /W and /Index say. */
const readXrefStream = (bytes: Uint8Array, offset: number, budget: Budget): Section => {
  const object = readIndirect(bytes, offset, bytes.length, (length) => length);
  const stream = as('stream', object.value);
  if (!stream || !isName(stream.dict.entries.get('Type'), 'XRef'))
    return damaged(`no cross-reference section stands at ${offset}`);
  const { dict } = stream;
  const widths = integers(dict.entries.get('W'), '/W');
  const [w0 = 0, w1 = 0, w2 = 0] = widths;
  const index = dict.entries.has('Index')
    ? integers(dict.entries.get('Index'), '/Index')
    : [0, integer(dict.entries.get('Size'), '/Size')];
  const data = decodeStructural(stream, budget);
  const rows = index.reduce((sum, value, at) => (at % 2 ? sum + value : sum), 0);
  if (widths.length !== 3 || widths.some((width) => width > 8) || w1 === 0 || index.length % 2)
    return damaged(`/W or /Index of the cross-reference stream at ${offset}`);
  if (rows * (w0 + w1 + w2) !== data.length) return damaged(`length of the cross-reference stream at ${offset}`);
  const entries = new Map<number, Entry>();
  let at = 0;
  for (let pair = 0; pair < index.length; pair += 2) {
    for (let row = 0; row < (index[pair + 1] ?? 0); row++, at += w0 + w1 + w2) {
      const type = w0 === 0 ? 1 : bigEndian(data, at, w0);
      const entry = streamEntry(type, bigEndian(data, at + w0, w1), bigEndian(data, at + w0 + w1, w2));
      add(entries, (index[pair] ?? 0) + row, entry);
    }
  }
  return { entries, trailer: dict, start: offset, end: object.end, hybrid: undefined };
};

/** The section that starts exactly at `offset`; DOCUMENT_DAMAGED if none does. */
export const readSection = (bytes: Uint8Array, offset: number, budget: Budget): Section => {
  if (latin1(bytes, offset, offset + 4) !== 'xref') return readXrefStream(bytes, offset, budget);
  const table = readTable(bytes, offset);
  const hidden = table.trailer.entries.get('XRefStm');
  if (hidden === undefined) return table;
  return { ...table, hybrid: readXrefStream(bytes, integer(hidden, '/XRefStm'), budget) };
};

/**
 * The offset in `startxref N %%EOF` with which `bytes` must end (§7.5.5); after it at most one end of line.
 * `tail` is where the word startxref stands.
 */
export const readStartxref = (bytes: Uint8Array): { offset: number; tail: number } => {
  const from = Math.max(0, bytes.length - 64);
  const match = /startxref[\r\n ]{1,2}(\d{1,10})[\r\n ]{1,2}%%EOF(\r\n|\r|\n)?$/.exec(
    latin1(bytes, from, bytes.length),
  );
  if (!match) return damaged('the file does not end with startxref and %%EOF');
  return { offset: Number(match[1]), tail: from + match.index };
};
