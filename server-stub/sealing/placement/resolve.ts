import { BedSignError, type PdfRect, type Placement } from '@bedsign/contract';
import { rectOf } from '../displayed.ts';
import { guarded } from '../file/damaged.ts';
import { readFormFields } from '../file/form-fields.ts';
import { openPdf, type PdfFile } from '../file/open.ts';
import { type Page, readPages } from '../file/pages.ts';
import { placeByKeyword } from './by-keyword.ts';
import { readPageTexts } from './page-text.ts';
import { checkedPlace, defaultPlace, type Place } from './place.ts';

/**
 * Where the fields of a task stand: page (1 is the first) and rectangle in the user space of the unrotated page,
 * points. FIELD_NOT_FOUND, FIELD_OUTSIDE_PAGE, FIELD_ALREADY_SIGNED. With `fallback` a keyword without a hit falls to
 * the default place, bottom right of the last page.
 */
export const resolvePlacements = async (
  pdf: Uint8Array,
  placements: Placement[],
  options: { fallback: boolean },
): Promise<{ page: number; rect: PdfRect; fellBack: boolean }[]> => {
  const file = openPdf(pdf);
  const pages = guarded(() => readPages(file));
  const texts = placements.some(({ by }) => by === 'keyword') ? await readPageTexts(pdf, pages) : [];
  const last = pages.at(-1);
  return guarded(() =>
    placements.map((placement) => {
      const place = placeOf(file, pages, texts, placement);
      if (place) return { ...place, fellBack: false };
      if (placement.by === 'keyword' && options.fallback && last) return { ...defaultPlace(last), fellBack: true };
      throw new BedSignError('FIELD_NOT_FOUND', placement.by === 'keyword' ? placement.text : placement.by);
    }),
  );
};

const placeOf = (
  file: PdfFile,
  pages: Page[],
  texts: Awaited<ReturnType<typeof readPageTexts>>,
  placement: Placement,
): Place | undefined => {
  if (placement.by === 'keyword') return placeByKeyword(pages, texts, placement);
  if (placement.by === 'name') return placeByName(file, pages, placement.name);
  const page = placement.by === 'rect' ? pages[placement.page - 1] : pages.at(-1);
  if (!page) throw new BedSignError('FIELD_OUTSIDE_PAGE', `${pages.length} pages`);
  return placement.by === 'rect' ? checkedPlace(page, placement.rect) : defaultPlace(page);
};

const placeByName = (file: PdfFile, pages: Page[], name: string): Place | undefined => {
  const field = readFormFields(file, pages).find((candidate) => candidate.name === name);
  if (field?.type === 'Sig' && field.signed) throw new BedSignError('FIELD_ALREADY_SIGNED', name);
  return field && checkedPlace(field.page, rectOf(field.box));
};
