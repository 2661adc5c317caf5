import { type FormField, textOf } from '../read/form.ts';
import { as, isName, numberOf, type PdfRef, type PdfValue } from '../read/object.ts';
import { dictAt, type Revision } from '../read/revision.ts';

type Box = { left: number; bottom: number; right: number; top: number };

/** A rectangle with its corners in order (ISO 32000-1 §7.9.5). */
const boxOf = (revision: Revision, value: PdfValue | undefined): Box | undefined => {
  const numbers = as('array', revision.resolve(value))?.items.map((item) => numberOf(revision.resolve(item)));
  const [x1, y1, x2, y2] = numbers ?? [];
  if (numbers?.length !== 4 || x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
    return undefined;
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
};

/** Half a point of overlap is a shared edge, not a cover. */
const tolerance = 0.5;
const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > tolerance &&
  Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom) > tolerance;

/** The annotations of a page in order. */
export const annotationsOf = (revision: Revision, page: number): PdfValue[] =>
  as('array', revision.resolve(dictAt(revision, { kind: 'ref', number: page, generation: 0 })?.entries.get('Annots')))
    ?.items ?? [];

/** Boxes that differ by a hundredth of a point are the same. */
const sameBox = (a: Box, b: Box): boolean =>
  (['left', 'bottom', 'right', 'top'] as const).every((side) => Math.abs(a[side] - b[side]) < 0.01);

const isEmpty = (value: PdfValue): boolean => value === null || (as('string', value) !== undefined && !textOf(value));

/** Earlier annotations that `box` would hide. Not links, which show nothing, nor the empty field that is signed. */
const coveredBy = (box: Box, before: Revision, page: number, fields: FormField[]): PdfValue[] => {
  const fieldOf = (annotation: PdfValue): FormField | undefined =>
    fields.find(({ widgets }) => widgets.includes(as('ref', annotation)?.number ?? 0));
  return annotationsOf(before, page).filter((annotation) => {
    const dict = dictAt(before, annotation);
    const earlier = boxOf(before, dict?.entries.get('Rect'));
    if (!dict || !earlier || !overlap(box, earlier) || isName(dict.entries.get('Subtype'), 'Link')) return false;
    const field = fieldOf(annotation);
    // A text field gives its place to a signature that stands exactly there, and not to one that happens to reach it.
    const waits = field?.type === 'Sig' || (field?.type === 'Tx' && sameBox(box, earlier));
    return !(field && waits && isEmpty(before.resolve(field.value)));
  });
};

/** Why the annotation `ref`, new on `page`, is more than a signing act may add; `fields` are those of `before`. */
export const annotationComplaints = (
  before: Revision,
  after: Revision,
  page: number,
  ref: PdfRef,
  fields: FormField[],
  signatureWidgets: Set<number>,
): string[] => {
  // Not a stream: whose data would have a second use.
  const dict = as('dict', after.resolve(ref));
  const name = `new annotation (object ${ref.number})`;
  if (!dict) return [`${name} is not a dictionary`];
  const subtype = as('name', dict.entries.get('Subtype'))?.name ?? '';
  const isSignature = subtype === 'Widget' && signatureWidgets.has(ref.number);
  if (subtype !== 'Stamp' && !isSignature) return [`${name} of type ${subtype} is no part of a signature`];
  const box = boxOf(after, dict.entries.get('Rect'));
  if (!box) return [`${name} has no rectangle`];
  const home = as('ref', dict.entries.get('P'));
  if (home && home.number !== page) return [`${name} names another page`];
  return coveredBy(box, before, page, fields).map(
    (earlier) => `${name} covers the earlier annotation (object ${as('ref', earlier)?.number ?? '?'})`,
  );
};
