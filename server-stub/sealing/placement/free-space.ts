import { BedSignError } from '@bedsign/contract';
import { PDFName } from '@cantoo/pdf-lib';
import { boxOf } from '../displayed.ts';
import type { PdfFile } from '../file/open.ts';
import { type Box, type Page, readBox } from '../file/pages.ts';
import { defaultPlaces, type Place } from './place.ts';

type Taken = { page: number; box: Box };

/** Half a point of overlap is a shared edge; verification draws the line there too. */
const tolerance = 0.5;
const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > tolerance &&
  Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom) > tolerance;

/** What a signature would hide, and verification then refuse. Links show nothing; an empty field waits to be signed. */
const annotationsOn = (file: PdfFile, page: Page): Taken[] =>
  (file.array(page.dict.get(PDFName.of('Annots')))?.asArray() ?? []).flatMap((item) => {
    const dict = file.dict(item);
    const box = readBox(file, dict?.get(PDFName.of('Rect')));
    const isLink = file.resolve(dict?.get(PDFName.of('Subtype'))) === PDFName.of('Link');
    const isEmpty = file.resolve(dict?.get(PDFName.of('FT'))) === PDFName.of('Sig') && !dict?.has(PDFName.of('V'));
    return box && !isLink && !isEmpty ? [{ page: page.number, box }] : [];
  });

/** Hands out the space of a document to its signatures; `taken` is promised to others already. */
export const openSpace = (file: PdfFile, pages: Page[], taken: Place[]) => {
  const occupied = pages.flatMap((page) => annotationsOn(file, page));
  for (const { page, rect } of taken) occupied.push({ page, box: boxOf(rect) });
  const isFree = ({ page, rect }: Place): boolean =>
    !occupied.some((other) => other.page === page && overlap(boxOf(rect), other.box));
  const occupy = (place: Place): Place => {
    occupied.push({ page: place.page, box: boxOf(place.rect) });
    return place;
  };
  return {
    /** FIELD_OVERLAPS if something stands there. */
    take(place: Place): Place {
      if (!isFree(place)) throw new BedSignError('FIELD_OVERLAPS', `page ${place.page}`);
      return occupy(place);
    },
    /** The first of the page's default places that is free; FIELD_OVERLAPS if none is. */
    takeDefault(page: Page): Place {
      const free = defaultPlaces(page).find(isFree);
      if (!free) throw new BedSignError('FIELD_OVERLAPS', `no free place on page ${page.number}`);
      return occupy(free);
    },
  };
};
