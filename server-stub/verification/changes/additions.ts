import { as, dictOf, isName, type PdfRef, type PdfValue } from '../read/object.ts';
import type { Revision } from '../read/revision.ts';
import { refsIn, walk } from '../read/walk.ts';

/** What makes an annotation or form XObject do or hide something; a signature's appearance needs none of it. */
const activeKeys = ['A', 'AA', 'JS', 'OC', 'OPI', 'Ref', 'PA', 'Next', 'AF', 'RichMediaContent', 'EF', 'Alternates'];

const isStructural = (value: PdfValue): boolean => {
  const type = dictOf(value)?.entries.get('Type');
  return isName(type, 'XRef') || isName(type, 'ObjStm');
};

/**
 * Complaints about objects that are new in `after`: each must hang from one of `roots`, none may be active, and
 * nothing signed earlier may have referred to its number, or its appearance would change what was signed.
 */
export const additionComplaints = (before: Revision, after: Revision, roots: PdfRef[]): string[] => {
  const isNew = (number: number): boolean => after.entries.has(number) && !before.entries.has(number);
  const complaints: string[] = [];
  const reached = new Set<number>();
  const pending = [...roots];
  for (let ref = pending.pop(); ref; ref = pending.pop()) {
    if (!isNew(ref.number) || reached.has(ref.number)) continue;
    reached.add(ref.number);
    const value = after.object(ref.number)?.value ?? null;
    walk(value, (inner) => {
      const found = as('dict', inner) ?? as('stream', inner)?.dict;
      const active = activeKeys.find((key) => found?.entries.has(key));
      if (active) complaints.push(`new object ${ref.number} has an active or hiding entry /${active}`);
    });
    pending.push(...refsIn(value).map((inner) => inner.ref));
  }
  for (const number of after.entries.keys()) {
    if (isNew(number) && !reached.has(number) && !isStructural(after.object(number)?.value ?? null))
      complaints.push(`new object ${number} belongs to no signature`);
  }
  for (const number of before.entries.keys()) {
    for (const { ref } of refsIn(before.object(number)?.value ?? null))
      if (isNew(ref.number)) complaints.push(`object ${number} referred to object ${ref.number} before it existed`);
  }
  return complaints;
};
