import { PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import { Cursor } from './cursor.ts';
import { damaged } from './damaged.ts';
import { decodeStructure } from './decode-stream.ts';
import { parseObject } from './parse-object.ts';

/** Where an object stands: at a byte of the file, in an object stream, or nowhere (free). */
export type XrefEntry =
  | { in: 'file'; offset: number; generation: number }
  | { in: 'stream'; stream: number; index: number }
  | { in: 'nowhere' };

/** The merged cross-reference data of all revisions; kind, position and trailer are the newest section's. */
export type Xref = { kind: 'table' | 'stream'; position: number; trailer: PDFDict; entries: Map<number, XrefEntry> };

type Section = { kind: 'table' | 'stream'; trailer: PDFDict; entries: [number, XrefEntry][] };

/** Largest object number that readers accept (ISO 32000-1 Annex C.2). */
const largestObjectNumber = 8_388_607;

/** Reads the chain of cross-reference sections, newest first (ISO 32000-1 §7.5.4–§7.5.8). */
export const readXref = (bytes: Uint8Array, position: number, context: PDFContext): Xref => {
  const entries = new Map<number, XrefEntry>();
  const visited = new Set<number>();
  let newest: Section | undefined;
  for (let next: number | undefined = position; next !== undefined; ) {
    if (visited.has(next)) throw damaged('cross-reference sections form a loop');
    visited.add(next);
    const section = readSection(bytes, next, context);
    newest ??= section;
    for (const [objectNumber, entry] of section.entries)
      if (!entries.has(objectNumber)) entries.set(objectNumber, entry);
    next = integer(section.trailer.get(PDFName.of('Prev')));
  }
  if (!newest) throw damaged('no cross-reference section');
  return { kind: newest.kind, position, trailer: newest.trailer, entries };
};

const integer = (value: PDFObject | undefined): number | undefined =>
  value instanceof PDFNumber ? value.asNumber() : undefined;

const readSection = (bytes: Uint8Array, position: number, context: PDFContext): Section => {
  const cursor = new Cursor(bytes, position).skipSpace();
  if (!cursor.accept('xref')) return readStreamSection(cursor, context);
  const table = readTable(cursor);
  cursor.expect('trailer');
  const trailer = parseObject(cursor, context, integer);
  if (!(trailer instanceof PDFDict)) throw damaged('the trailer is not a dictionary');
  const hidden = integer(trailer.get(PDFName.of('XRefStm')));
  if (hidden === undefined) return { kind: 'table', trailer, entries: table };
  // Hybrid file (§7.5.8.4): what the table hides as free, the stream reveals.
  const stream = readStreamSection(new Cursor(bytes, hidden), context);
  const used = table.filter(([, entry]) => entry.in !== 'nowhere');
  return { kind: 'table', trailer, entries: [...used, ...stream.entries, ...table] };
};

const readTable = (cursor: Cursor): [number, XrefEntry][] => {
  const entries: [number, XrefEntry][] = [];
  while (cursor.skipSpace().peek() !== 0x74 /* trailer */) {
    const first = cursor.expectInteger();
    const count = cursor.expectInteger();
    for (let objectNumber = first; objectNumber < first + count; objectNumber += 1) {
      const offset = cursor.expectInteger();
      const generation = cursor.expectInteger();
      const used = cursor.skipSpace().accept('n');
      if (!used) cursor.expect('f');
      entries.push([
        checked(objectNumber),
        used && offset > 0 ? { in: 'file', offset, generation } : { in: 'nowhere' },
      ]);
    }
  }
  return entries;
};

const readStreamSection = (cursor: Cursor, context: PDFContext): Section => {
  cursor.expectInteger();
  cursor.expectInteger();
  cursor.skipSpace().expect('obj');
  const stream = parseObject(cursor, context, integer);
  if (!(stream instanceof PDFRawStream)) throw damaged('no cross-reference stream where one is announced');
  const size = integer(stream.dict.get(PDFName.of('Size'))) ?? 0;
  const widths = integers(stream.dict.get(PDFName.of('W')));
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  const rowLength = typeWidth + secondWidth + thirdWidth;
  if (widths.some((width) => width < 0 || width > 8) || rowLength === 0) throw damaged('/W is not valid');
  const index = stream.dict.get(PDFName.of('Index'));
  const ranges = index ? integers(index) : [0, size];
  const data = decodeStructure(stream);
  const entries: [number, XrefEntry][] = [];
  let at = 0;
  const field = (width: number, otherwise: number): number => {
    let value = width === 0 ? otherwise : 0;
    for (const end = at + width; at < end; at += 1) value = value * 256 + (data[at] ?? 0);
    return value;
  };
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const first = ranges[range] ?? 0;
    const count = ranges[range + 1] ?? 0;
    if (at + count * rowLength > data.length) throw damaged('a cross-reference stream is too short');
    for (let objectNumber = first; objectNumber < first + count; objectNumber += 1) {
      const type = field(typeWidth, 1);
      const second = field(secondWidth, 0);
      const third = field(thirdWidth, 0);
      entries.push([checked(objectNumber), entryOf(type, second, third)]);
    }
  }
  return { kind: 'stream', trailer: stream.dict, entries };
};

/** Types 0, 1, 2 of ISO 32000-1 Table 18; an unknown type is a reference to null. */
const entryOf = (type: number, second: number, third: number): XrefEntry => {
  if (type === 1) return { in: 'file', offset: second, generation: third };
  if (type === 2) return { in: 'stream', stream: second, index: third };
  return { in: 'nowhere' };
};

const integers = (value: PDFObject | undefined): number[] =>
  value instanceof PDFArray ? value.asArray().map((item) => integer(item) ?? -1) : [];

const checked = (objectNumber: number): number => {
  if (objectNumber < 0 || objectNumber > largestObjectNumber) throw damaged('an object number is out of range');
  return objectNumber;
};
