import { BedSignError } from '@bedsign/contract';
import { type Budget, decodeStructural } from './decode.ts';
import {
  as,
  dictOf,
  type IndirectObject,
  isName,
  type PdfDict,
  type PdfValue,
  readIndirect,
  readValue,
} from './object.ts';
import { type Entries, mergeEntries, readSections } from './sections.ts';
import { damaged, type Scanner } from './tokenizer.ts';
import { readStartxref, type Section } from './xref.ts';

/** A state of the document: the file's first `bytes.length` bytes, read from their own end (ISO 32000-1 §7.5.6). */
export type Revision = {
  bytes: Uint8Array;
  /** Newest first, along /Prev. */
  sections: Section[];
  entries: Entries;
  trailer: PdfDict;
  /** The indirect object of that number, if its entry says where it stands; compressed objects have no place. */
  object: (number: number) => (Pick<IndirectObject, 'value'> & Partial<IndirectObject>) | undefined;
  /** `value`, or what it refers to; null for a reference to nothing (§7.3.10). */
  resolve: (value: PdfValue | undefined) => PdfValue;
};

/** Where each object must end at the latest: where the next one starts. Keeps reading linear and finds overlaps. */
const objectLimits = (entries: Entries, end: number): Map<number, number> => {
  const offsets: number[] = [];
  for (const entry of entries.values()) if (entry.type === 'at') offsets.push(entry.offset);
  offsets.sort((a, b) => a - b);
  const limits = new Map<number, number>();
  for (const [index, offset] of offsets.entries()) {
    if (limits.has(offset)) damaged(`two objects stand at ${offset}`);
    limits.set(offset, offsets[index + 1] ?? end);
  }
  return limits;
};

/** The objects of an object stream with their numbers, in order (§7.5.7). */
const readObjectStream = (object: IndirectObject, budget: Budget): { number: number; value: PdfValue }[] => {
  const stream = as('stream', object.value);
  if (!stream || !isName(stream.dict.entries.get('Type'), 'ObjStm'))
    return damaged(`object ${object.number} is not an object stream`);
  const bytes = decodeStructural(stream, budget);
  const [count, first] = [stream.dict.entries.get('N'), stream.dict.entries.get('First')];
  if (typeof count !== 'number' || typeof first !== 'number' || first < 0 || first > bytes.length || count > first)
    return damaged(`/N or /First of object stream ${object.number}`);
  const head: Scanner = { bytes, at: 0, end: first };
  const pairs = Array.from({ length: Math.max(0, count) }, () => [readValue(head), readValue(head)] as const);
  return pairs.map(([number, offset], index) => {
    const next = pairs[index + 1]?.[1];
    const end = typeof next === 'number' ? first + next : bytes.length;
    if (
      typeof number !== 'number' ||
      typeof offset !== 'number' ||
      offset < 0 ||
      first + offset > end ||
      end > bytes.length
    )
      return damaged(`index of object stream ${object.number}`);
    return { number, value: readValue({ bytes, at: first + offset, end }) };
  });
};

/**
 * Opens `bytes` as one document state. DOCUMENT_NOT_PDF, DOCUMENT_ENCRYPTED, or DOCUMENT_DAMAGED where the bytes
 * leave any doubt which objects the document has.
 */
export const openRevision = (bytes: Uint8Array, budget: Budget): Revision => {
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-')
    throw new BedSignError('DOCUMENT_NOT_PDF', 'the file does not start with %PDF-');
  const sections = readSections(bytes, readStartxref(bytes).offset, budget);
  const trailer = sections[0]?.trailer ?? damaged('no cross-reference section');
  if (sections.some((section) => section.trailer.entries.has('Encrypt')))
    throw new BedSignError('DOCUMENT_ENCRYPTED', 'the trailer names an encryption dictionary');
  const entries = mergeEntries(sections);
  const limits = objectLimits(entries, bytes.length);
  const read = new Map<number, IndirectObject | 'reading'>();
  const streams = new Map<number, { number: number; value: PdfValue }[]>();

  const resolve: Revision['resolve'] = (value) => {
    let resolved: PdfValue = value ?? null;
    for (let step = 0; step < 32; step++) {
      const ref = as('ref', resolved);
      if (!ref) return resolved;
      const entry = entries.get(ref.number);
      const stale = !entry || (entry.type === 'at' ? entry.generation : 0) !== ref.generation;
      resolved = stale ? null : (object(ref.number)?.value ?? null);
    }
    return damaged('references lead in a circle');
  };

  const objectAt = (number: number, offset: number, generation: number): IndirectObject => {
    const known = read.get(number);
    if (known === 'reading') return damaged(`object ${number} needs itself`);
    if (known) return known;
    read.set(number, 'reading');
    const found = readIndirect(bytes, offset, limits.get(offset) ?? bytes.length, resolve);
    if (found.number !== number || found.generation !== generation)
      return damaged(`object ${found.number} ${found.generation} stands where ${number} ${generation} should`);
    read.set(number, found);
    return found;
  };

  const object: Revision['object'] = (number) => {
    const entry = entries.get(number);
    if (!entry) return undefined;
    if (entry.type === 'at') return objectAt(number, entry.offset, entry.generation);
    const place = entries.get(entry.stream);
    if (place?.type !== 'at') return damaged(`object ${number} is in a stream that does not exist`);
    let objects = streams.get(entry.stream);
    if (!objects) {
      objects = readObjectStream(objectAt(entry.stream, place.offset, place.generation), budget);
      streams.set(entry.stream, objects);
    }
    const found = objects[entry.index];
    return found?.number === number ? found : damaged(`object ${number} is not where its entry says`);
  };

  return { bytes, sections, entries, trailer, object, resolve };
};

/** Reads every object, so that whatever is wrong with one of them is found. */
export const readAllObjects = (revision: Revision): void => {
  for (const number of revision.entries.keys()) revision.object(number);
};

/** The dictionary that `value` is or refers to. */
export const dictAt = (revision: Revision, value: PdfValue | undefined): PdfDict | undefined =>
  dictOf(revision.resolve(value));
