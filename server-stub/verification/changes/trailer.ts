import { as, type PdfDict, type PdfValue } from '../read/object.ts';
import { differingKeys, equalValues } from './equal.ts';

/** The keys of a trailer that describe the file's bytes rather than the document (ISO 32000-1 tables 15 and 17). */
const structuralTrailerKeys = new Set([
  'Size',
  'Prev',
  'XRefStm',
  'Type',
  'W',
  'Index',
  'Length',
  'Filter',
  'DecodeParms',
  'ID',
]);

/** A later trailer names the same catalog, the same information and the same document. */
export const trailerComplaints = (before: PdfDict, after: PdfDict): string[] => {
  const changed = differingKeys(before, after).filter((key) => !structuralTrailerKeys.has(key));
  const permanentId = (trailer: PdfDict): PdfValue => as('array', trailer.entries.get('ID'))?.items[0] ?? null;
  if (!equalValues(permanentId(before), permanentId(after))) changed.push('ID');
  return changed.map((key) => `trailer entry /${key} is changed`);
};
