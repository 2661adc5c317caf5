import type { Budget } from './decode.ts';
import type { PdfValue } from './object.ts';
import { damaged } from './tokenizer.ts';
import { type Entry, readSection, type Section } from './xref.ts';

/** Where the objects in use stand. */
export type Entries = Map<number, Exclude<Entry, { type: 'free' }>>;

const maxSections = 1000;

/**
 * A linearized file (annex F) is the one case where /Prev leads forward: its first-page section stands before its
 * main one, and both belong to the first revision.
 */
const isLinearized = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.length)).toString('latin1');
  return /^%PDF-[\s\S]*?obj\s*<<[^>]*\/Linearized /.test(head);
};

/** The chain of sections from `offset` on; a loop, an overlap or a step in the wrong direction is refused. */
export const readSections = (bytes: Uint8Array, offset: number, budget: Budget): Section[] => {
  const sections: Section[] = [];
  const spans: [number, number][] = [];
  for (let next: PdfValue | undefined = offset; next !== undefined; ) {
    if (typeof next !== 'number' || next < 0) return damaged('/Prev is not an offset');
    const newer: Section | undefined = sections.at(-1);
    const section = readSection(bytes, next, budget);
    for (const part of section.hybrid ? [section, section.hybrid] : [section]) {
      if (spans.some(([start, end]) => part.start < end && start < part.end))
        return damaged(`cross-reference sections overlap or loop at ${part.start}`);
      spans.push([part.start, part.end]);
    }
    sections.push(section);
    next = section.trailer.entries.get('Prev');
    if (newer && section.start > newer.start && (next !== undefined || !isLinearized(bytes)))
      return damaged(`/Prev of the section at ${newer.start} leads forward`);
    if (sections.length > maxSections) return damaged(`more than ${maxSections} revisions`);
  }
  return sections;
};

/** §7.5.8.4: a hybrid's stream speaks only where its table calls the object free or says nothing. */
const sectionEntries = (section: Section): Map<number, Entry> => {
  if (!section.hybrid) return section.entries;
  const merged = new Map(section.entries);
  for (const [number, entry] of section.hybrid.entries) {
    const shown = merged.get(number);
    if (shown && shown.type !== 'free' && entry.type !== 'free')
      damaged(`object ${number} stands both in a table and in its hybrid stream`);
    if (!shown || shown.type === 'free') merged.set(number, entry);
  }
  return merged;
};

/** What the sections say together: the newest word on each object counts; free numbers are left out. */
export const mergeEntries = (sections: Section[]): Entries => {
  const merged = new Map<number, Entry>();
  for (const section of sections)
    for (const [number, entry] of sectionEntries(section)) if (!merged.has(number)) merged.set(number, entry);
  const entries: Entries = new Map();
  for (const [number, entry] of merged) if (entry.type !== 'free' && number > 0) entries.set(number, entry);
  return entries;
};
