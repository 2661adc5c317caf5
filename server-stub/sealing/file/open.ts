import { BedSignError } from '@bedsign/contract';
import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from '@cantoo/pdf-lib';
import { Cursor } from './cursor.ts';
import { damaged, guarded } from './damaged.ts';
import { decodeStructure } from './decode-stream.ts';
import { findXrefPosition } from './find-start.ts';
import { parseObject } from './parse-object.ts';
import { readXref, type Xref, type XrefEntry } from './xref.ts';

/**
 * A PDF as its cross-reference data shows it, read object by object on demand. What stands in the bytes but is not
 * reachable that way (shadow objects) is never seen, so it can never be brought to life by what we append.
 */
export type PdfFile = {
  bytes: Uint8Array;
  xref: Xref;
  /** Holds what an update adds or changes, and nothing of the file itself; numbers new objects. */
  context: PDFContext;
  /** The object that `value` is or refers to; undefined for null and for references to nowhere. */
  resolve(value: PDFObject | undefined): PDFObject | undefined;
  dict(value: PDFObject | undefined): PDFDict | undefined;
  array(value: PDFObject | undefined): PDFArray | undefined;
  number(value: PDFObject | undefined): number | undefined;
  /** The reference under which `objectNumber` is written, with its generation. */
  refTo(objectNumber: number): PDFRef;
  catalogRef: PDFRef;
  catalog: PDFDict;
};

/** Opens a PDF; DOCUMENT_NOT_PDF, DOCUMENT_DAMAGED, DOCUMENT_ENCRYPTED (also for the empty user password). */
export const openPdf = (bytes: Uint8Array): PdfFile => guarded(() => open(bytes));

const open = (bytes: Uint8Array): PdfFile => {
  const context = PDFContext.create();
  const xref = readXref(bytes, findXrefPosition(bytes), context);
  if (xref.trailer.has(PDFName.of('Encrypt'))) throw new BedSignError('DOCUMENT_ENCRYPTED');

  const resolve = objectLoader(bytes, xref.entries, context);
  const dict = (value: PDFObject | undefined): PDFDict | undefined => {
    const object = resolve(value);
    return object instanceof PDFDict ? object : undefined;
  };
  const array = (value: PDFObject | undefined): PDFArray | undefined => {
    const object = resolve(value);
    return object instanceof PDFArray ? object : undefined;
  };
  const number = (value: PDFObject | undefined): number | undefined => {
    const object = resolve(value);
    return object instanceof PDFNumber ? object.asNumber() : undefined;
  };

  const catalogRef = xref.trailer.get(PDFName.of('Root'));
  const catalog = dict(catalogRef);
  if (!(catalogRef instanceof PDFRef) || !catalog) throw damaged('the catalog is missing');
  let largest = (number(xref.trailer.get(PDFName.of('Size'))) ?? 1) - 1;
  for (const objectNumber of xref.entries.keys()) largest = Math.max(largest, objectNumber);
  context.largestObjectNumber = largest;
  const refTo = (objectNumber: number): PDFRef => {
    const entry = xref.entries.get(objectNumber);
    return PDFRef.of(objectNumber, entry?.in === 'file' ? entry.generation : 0);
  };
  return { bytes, xref, context, resolve, dict, array, number, refTo, catalogRef, catalog };
};

type Resolve = (value: PDFObject | undefined) => PDFObject | undefined;

const objectLoader = (bytes: Uint8Array, entries: Map<number, XrefEntry>, context: PDFContext): Resolve => {
  const loaded = new Map<number, PDFObject | undefined>();
  const loading = new Set<number>();
  const streams = new Map<number, { data: Uint8Array; offsets: [number, number][] }>();
  const ends = objectEnds(bytes, entries);

  const lengthOf = (length: PDFObject | undefined): number | undefined => {
    const value = resolve(length);
    return value instanceof PDFNumber ? value.asNumber() : undefined;
  };
  const fromFile = (objectNumber: number, offset: number): PDFObject | undefined => {
    const cursor = new Cursor(bytes.subarray(0, ends.get(offset)), offset);
    if (cursor.expectInteger() !== objectNumber) throw damaged(`object ${objectNumber} is not where it should be`);
    cursor.expectInteger();
    cursor.skipSpace().expect('obj');
    return parseObject(cursor, context, lengthOf);
  };
  const fromStream = (objectNumber: number, stream: number, index: number): PDFObject | undefined => {
    const container = streams.get(stream) ?? openObjectStream(load(stream), lengthOf);
    streams.set(stream, container);
    const [number, offset] = container.offsets[index] ?? [];
    if (number !== objectNumber || offset === undefined) throw damaged(`object ${objectNumber} is not in its stream`);
    return parseObject(new Cursor(container.data, offset), context, lengthOf);
  };
  const load = (objectNumber: number): PDFObject | undefined => {
    if (loaded.has(objectNumber)) return loaded.get(objectNumber);
    if (loading.has(objectNumber)) throw damaged('objects refer to each other in a loop');
    loading.add(objectNumber);
    const entry = entries.get(objectNumber);
    let object: PDFObject | undefined;
    if (entry?.in === 'file') object = fromFile(objectNumber, entry.offset);
    if (entry?.in === 'stream') object = fromStream(objectNumber, entry.stream, entry.index);
    loading.delete(objectNumber);
    loaded.set(objectNumber, object);
    return object;
  };
  const resolve: Resolve = (value) => {
    let object = value;
    for (let hops = 0; object instanceof PDFRef; hops += 1) {
      if (hops > 8) throw damaged('references form a loop');
      object = load(object.objectNumber);
    }
    return object;
  };
  return resolve;
};

/** No object reaches into the next one, so reading all of them costs no more than reading the file once. */
const objectEnds = (bytes: Uint8Array, entries: Map<number, XrefEntry>): Map<number, number> => {
  const offsets = [...entries.values()].flatMap((entry) => (entry.in === 'file' ? [entry.offset] : []));
  offsets.sort((a, b) => a - b);
  const ends = new Map<number, number>();
  for (const [index, offset] of offsets.entries()) ends.set(offset, offsets[index + 1] ?? bytes.length);
  return ends;
};

/** ISO 32000-1 §7.5.7. */
const openObjectStream = (
  stream: PDFObject | undefined,
  lengthOf: (value: PDFObject | undefined) => number | undefined,
): { data: Uint8Array; offsets: [number, number][] } => {
  if (!(stream instanceof PDFRawStream)) throw damaged('an object stream is missing');
  const data = decodeStructure(stream);
  const count = lengthOf(stream.dict.get(PDFName.of('N'))) ?? 0;
  const first = lengthOf(stream.dict.get(PDFName.of('First'))) ?? 0;
  const cursor = new Cursor(data);
  const offsets: [number, number][] = [];
  for (let index = 0; index < count; index += 1) offsets.push([cursor.expectInteger(), first + cursor.expectInteger()]);
  return { data, offsets };
};
