import { as, isName, type PdfValue } from './object.ts';
import { dictAt, type Revision } from './revision.ts';
import { damaged } from './tokenizer.ts';

/** The object numbers of the pages in order (ISO 32000-1 §7.7.3); a node reached twice is refused. */
export const pageNumbers = (revision: Revision): number[] => {
  const pages: number[] = [];
  const seen = new Set<number>();
  const pending: PdfValue[] = [
    dictAt(revision, revision.trailer.entries.get('Root'))?.entries.get('Pages') ?? damaged('no page tree'),
  ];
  while (pending.length > 0) {
    const ref = as('ref', pending.pop()) ?? damaged('a page is not an indirect object');
    const node = dictAt(revision, ref) ?? damaged(`page tree node ${ref.number} is not a dictionary`);
    if (seen.has(ref.number)) damaged(`page tree node ${ref.number} is reached twice`);
    seen.add(ref.number);
    const kids = as('array', revision.resolve(node.entries.get('Kids')));
    if (kids) for (const kid of kids.items.toReversed()) pending.push(kid);
    else if (isName(revision.resolve(node.entries.get('Type')), 'Page')) pages.push(ref.number);
    else damaged(`page tree node ${ref.number} is neither page nor tree`);
  }
  return pages;
};
