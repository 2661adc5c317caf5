import { BedSignError, type PdfRect, type Placement } from '@bedsign/contract';
import { rectOf } from '../displayed.ts';
import { guarded } from '../file/damaged.ts';
import { readFormFields } from '../file/form-fields.ts';
import { openPdf, type PdfFile } from '../file/open.ts';
import { type Page, readPages } from '../file/pages.ts';
import { placeByKeyword } from './by-keyword.ts';
import { openSpace } from './free-space.ts';
import { readPageTexts } from './page-text.ts';
import { checkedPlace, type Place } from './place.ts';

/**
 * Where the fields of a task stand: page (1 is the first) and rectangle in the user space of the unrotated page,
 * points. FIELD_NOT_FOUND, FIELD_NOT_SIGNABLE, FIELD_OUTSIDE_PAGE, FIELD_TOO_SMALL, FIELD_ALREADY_SIGNED; FIELD_OVERLAPS where one would cover another, one
 * of `taken` or an annotation. The default place is the first free one from the bottom right of the last page; with
 * `fallback` a keyword without a hit gets one too.
 */
export const resolvePlacements = async (
  pdf: Uint8Array,
  placements: Placement[],
  options: { fallback: boolean; taken?: Place[] },
): Promise<{ page: number; rect: PdfRect; fellBack: boolean }[]> => {
  const file = openPdf(pdf);
  const pages = guarded(() => readPages(file));
  const texts = placements.some(({ by }) => by === 'keyword') ? await readPageTexts(pdf, pages) : [];
  return guarded(() => {
    const space = openSpace(file, pages, options.taken ?? []);
    // Those that were asked for stand where they are; the others make way, so they come last.
    const wanted = placements.map((placement) => {
      const place = placeOf(file, pages, texts, placement);
      return { placement, place: place && space.take(place) };
    });
    return wanted.map(({ placement, place }) => {
      if (place) return { ...place, fellBack: false };
      const fellBack = placement.by !== 'default';
      const last = pages.at(-1);
      if (!last || (fellBack && !(placement.by === 'keyword' && options.fallback)))
        throw new BedSignError('FIELD_NOT_FOUND', nameOf(placement));
      return { ...space.takeDefault(last), fellBack };
    });
  });
};

const nameOf = (placement: Placement): string =>
  placement.by === 'keyword' ? placement.text : placement.by === 'name' ? placement.name : placement.by;

/** Where it was asked to stand; nothing for one that may stand anywhere, or that the document does not have. */
const placeOf = (
  file: PdfFile,
  pages: Page[],
  texts: Awaited<ReturnType<typeof readPageTexts>>,
  placement: Placement,
): Place | undefined => {
  if (placement.by === 'keyword') return placeByKeyword(pages, texts, placement);
  if (placement.by === 'name') return placeByName(file, pages, placement.name);
  if (placement.by === 'default') return undefined;
  const page = pages[placement.page - 1];
  if (!page) throw new BedSignError('FIELD_OUTSIDE_PAGE', `${pages.length} pages`);
  return checkedPlace(page, placement.rect);
};

const placeByName = (file: PdfFile, pages: Page[], name: string): Place | undefined => {
  const field = readFormFields(file, pages).find((candidate) => candidate.name === name);
  if (field?.type === 'Sig' && field.filled) throw new BedSignError('FIELD_ALREADY_SIGNED', name);
  if (field?.filled || (field && field.type !== 'Sig' && field.type !== 'Tx'))
    throw new BedSignError('FIELD_NOT_SIGNABLE', `${name}, of type ${field.type}`);
  return field && checkedPlace(field.page, rectOf(field.box));
};
