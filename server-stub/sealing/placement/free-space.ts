import { BedSignError } from '@bedsign/contract';
import { PDFName, PDFRef } from '@cantoo/pdf-lib';
import { boxOf, sameBox } from '../displayed.ts';
import { type FormField, readFormFields } from '../file/form-fields.ts';
import type { PdfFile } from '../file/open.ts';
import { type Box, type Page, readBox } from '../file/pages.ts';
import { defaultPlaces, type Place } from './place.ts';

/** What stands somewhere; `field` is the form's where it is a widget. */
type Taken = { page: number; box: Box; field?: FormField | undefined };

/** Half a point of overlap is a shared edge; verification draws the line there too. */
const tolerance = 0.5;
const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > tolerance &&
  Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom) > tolerance;

/** What a signature would hide, and verification then refuse. Links show nothing. */
const annotationsOn = (file: PdfFile, page: Page, fields: Map<number, FormField>): Taken[] =>
  (file.array(page.dict.get(PDFName.of('Annots')))?.asArray() ?? []).flatMap((item) => {
    const dict = file.dict(item);
    const box = readBox(file, dict?.get(PDFName.of('Rect')));
    const isLink = file.resolve(dict?.get(PDFName.of('Subtype'))) === PDFName.of('Link');
    const field = item instanceof PDFRef ? fields.get(item.objectNumber) : undefined;
    return box && !isLink ? [{ page: page.number, box, field }] : [];
  });

/** An empty signature field waits to be signed; an empty text field gives its very place to a signature. */
const givesWay = ({ field, box }: Taken, to: Box): boolean =>
  field !== undefined && !field.filled && (field.type === 'Sig' || (field.type === 'Tx' && sameBox(box, to)));

/** Hands out the space of a document to its signatures; `taken` is promised to others already. */
export const openSpace = (file: PdfFile, pages: Page[], taken: Place[]) => {
  const fields = new Map(readFormFields(file, pages).map((field) => [field.widgetRef.objectNumber, field]));
  const occupied = pages.flatMap((page) => annotationsOn(file, page, fields));
  for (const { page, rect } of taken) occupied.push({ page, box: boxOf(rect) });
  const inTheWay = ({ page, rect }: Place): Taken[] =>
    occupied.filter((other) => other.page === page && overlap(boxOf(rect), other.box));
  const occupy = (place: Place): Place => {
    occupied.push({ page: place.page, box: boxOf(place.rect) });
    return place;
  };
  return {
    /** FIELD_OVERLAPS if something stands there. */
    take(place: Place): Place {
      if (!inTheWay(place).every((other) => givesWay(other, boxOf(place.rect))))
        throw new BedSignError('FIELD_OVERLAPS', `page ${place.page}`);
      return occupy(place);
    },
    /** The first of the page's default places that is free; FIELD_OVERLAPS if none is. */
    takeDefault(page: Page): Place {
      for (const place of defaultPlaces(page)) if (inTheWay(place).length === 0) return occupy(place);
      throw new BedSignError('FIELD_OVERLAPS', `no free place on page ${page.number}`);
    },
  };
};
