import { formFields } from '../read/form.ts';
import { as, type PdfRef } from '../read/object.ts';
import { pageNumbers } from '../read/pages.ts';
import { dictAt, type Revision } from '../read/revision.ts';
import { type Allowed, allow, refTo } from './allowed.ts';
import { annotationComplaints, annotationsOf } from './annotations.ts';
import { appended } from './appended.ts';

/** A page may get annotations at the end of its list (ISO 32000-1 §12.5.1); returns what is new. */
export const pageChanges = (
  before: Revision,
  after: Revision,
  signatureWidgets: Set<number>,
  allowed: Allowed,
): { roots: PdfRef[]; complaints: string[] } => {
  const complaints: string[] = [];
  const fields = formFields(before);
  const roots = pageNumbers(before).flatMap((page) => {
    const what = `list of annotations of the page in object ${page}`;
    const added = appended(annotationsOf(before, page), annotationsOf(after, page), what, complaints);
    if (added.length === 0) return [];
    allow(allowed, dictAt(before, refTo(page))?.entries.get('Annots'), 'any');
    allow(allowed, refTo(page), ['Annots']);
    for (const ref of added) {
      if (before.entries.has(ref.number)) complaints.push(`object ${ref.number} becomes an annotation`);
      complaints.push(...annotationComplaints(before, after, page, ref, fields, signatureWidgets));
    }
    const list = as('ref', dictAt(after, refTo(page))?.entries.get('Annots'));
    return list ? [...added, list] : added;
  });
  return { roots, complaints };
};
