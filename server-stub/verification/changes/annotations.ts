import { as, isName, numberOf, type PdfDict, type PdfRef, type PdfValue } from '../read/object.ts';
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

/** Links show nothing, and the empty field that is being signed is meant to be covered. */
const mayBeCovered = (revision: Revision, annotation: PdfDict): boolean =>
  isName(annotation.entries.get('Subtype'), 'Link') ||
  (isName(annotation.entries.get('FT'), 'Sig') && revision.resolve(annotation.entries.get('V')) === null);

/** Why the annotation `ref`, new on `page`, is more than a signing act may add. */
export const annotationComplaints = (
  before: Revision,
  after: Revision,
  page: number,
  ref: PdfRef,
  signatureWidgets: Set<number>,
): string[] => {
  const dict = dictAt(after, ref);
  const name = `new annotation (object ${ref.number})`;
  if (!dict) return [`${name} is not a dictionary`];
  const subtype = as('name', dict.entries.get('Subtype'))?.name ?? '';
  const isSignature = subtype === 'Widget' && signatureWidgets.has(ref.number);
  if (subtype !== 'Stamp' && !isSignature) return [`${name} of type ${subtype} is no part of a signature`];
  const box = boxOf(after, dict.entries.get('Rect'));
  if (!box) return [`${name} has no rectangle`];
  const home = as('ref', dict.entries.get('P'));
  if (home && home.number !== page) return [`${name} names another page`];
  const covered = annotationsOf(before, page).filter((earlier) => {
    const earlierDict = dictAt(before, earlier);
    const earlierBox = boxOf(before, earlierDict?.entries.get('Rect'));
    return earlierDict && earlierBox && !mayBeCovered(before, earlierDict) && overlap(box, earlierBox);
  });
  return covered.map(
    (earlier) => `${name} covers the earlier annotation (object ${as('ref', earlier)?.number ?? '?'})`,
  );
};
