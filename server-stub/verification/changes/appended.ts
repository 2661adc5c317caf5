import { as, type PdfRef, type PdfValue } from '../read/object.ts';
import { equalValues } from './equal.ts';

/** The references that `after` has behind the items of `before`; anything but an appending is a complaint. */
export const appended = (before: PdfValue[], after: PdfValue[], what: string, complaints: string[]): PdfRef[] => {
  if (!before.every((item, index) => equalValues(item, after[index] ?? null)))
    complaints.push(`${what} is changed other than by appending`);
  return after.slice(before.length).flatMap((item) => {
    const ref = as('ref', item);
    if (!ref) complaints.push(`${what} gets an entry that is not an indirect object`);
    return ref ? [ref] : [];
  });
};
