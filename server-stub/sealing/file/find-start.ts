import { BedSignError } from '@bedsign/contract';
import { latin1 } from './characters.ts';
import { damaged } from './damaged.ts';

/** Readers look for %%EOF in the last 1024 bytes (ISO 32000-1 Annex H.3, note 18). */
const tailLength = 1024;

/**
 * The byte offset of the newest cross-reference section. What follows %%EOF may be garbage, but no object: that would
 * be a revision whose end was cut off, and signing the revision before it would bring back what had been replaced.
 */
export const findXrefPosition = (bytes: Uint8Array): number => {
  if (!latin1(bytes.subarray(0, 8)).startsWith('%PDF-')) throw new BedSignError('DOCUMENT_NOT_PDF', 'no %PDF- header');
  const tail = latin1(bytes.subarray(Math.max(0, bytes.length - tailLength)));
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) throw damaged('the end of the file is missing');
  if (/\d\s+\d+\s+obj\b/.test(tail.slice(end))) throw damaged('the last revision is cut off');
  const found = /startxref\s+(\d{1,15})\s*$/.exec(tail.slice(0, end));
  if (!found) throw damaged('startxref is missing');
  const position = Number(found[1]);
  // A linearized file that was cut off ends with its first part, whose startxref is 0 (Annex F.3.4).
  if (position === 0 || position >= bytes.length) throw damaged('startxref points nowhere');
  return position;
};
