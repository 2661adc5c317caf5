import type { Revision } from '../read/revision.ts';
import { isWhiteSpace } from '../read/tokenizer.ts';
import { readStartxref } from '../read/xref.ts';

/** Whether bytes [start, end) are white space only. */
const isBlank = (bytes: Uint8Array, start: number, end: number): boolean =>
  bytes.subarray(start, end).every((byte) => isWhiteSpace(byte));

/**
 * The bytes that `after` has beyond `start` must be one plain incremental update (ISO 32000-1 §7.5.6): its own
 * objects, one cross-reference section that names exactly these, startxref. Nothing may hide between them, and no
 * entry may bring back other bytes of the file.
 */
export const updateBytesComplaints = (after: Revision, start: number): string[] => {
  const [section, previous] = after.sections;
  if (!section || section.start < start) return [`no cross-reference section after ${start}`];
  if (section.hybrid) return ['an update with a hybrid cross-reference stream'];
  if (!previous || previous.start >= start) return [`more than one update between ${start} and the next signature`];
  const spans: [number, number][] = [[section.start, section.end]];
  const complaints: string[] = [];
  for (const [number, entry] of section.entries) {
    if (entry.type === 'free') {
      if (number > 0) complaints.push(`object ${number} is removed`);
      continue;
    }
    const holder = entry.type === 'in' ? after.object(entry.stream) : after.object(number);
    if (holder?.start === undefined || holder.end === undefined || holder.start < start)
      complaints.push(`the entry of object ${number} points back into earlier bytes`);
    else if (entry.type === 'at' && holder.start !== section.start) spans.push([holder.start, holder.end]);
  }
  const { tail } = readStartxref(after.bytes);
  spans.sort((a, b) => a[0] - b[0]);
  let at = start;
  for (const [from, to] of [...spans, [tail, tail] as const]) {
    if (from < at || !isBlank(after.bytes, at, from)) complaints.push(`bytes from ${at} belong to no listed object`);
    at = to;
  }
  return complaints;
};
