import type { PdfRect } from '@bedsign/contract';
import { BedSignError } from '@bedsign/contract';
import { boxFromDisplayed, boxOf, boxToDisplayed, displayedSize, rectOf } from '../displayed.ts';
import type { Box, Page } from '../file/pages.ts';

export type Place = { page: number; rect: PdfRect };

/** Size of a field whose size nobody gave, and the margin of the default place, points. */
export const defaultSize = { width: 150, height: 48 } as const;
const margin = 36;
/** Rectangles computed by others may miss the page's edge by rounding. */
const tolerance = 0.5;

/** Space between default places, points. */
const gap = 6;

/** How far from the first place the others stand that `room` has for this size. */
function* offsets(room: number, size: number): Generator<number> {
  yield 0;
  for (let offset = size + gap; offset + size + 2 * margin <= room; offset += size + gap) yield offset;
}

/** Bottom right of the page as displayed, then leftwards, then row by row upwards; made as they are asked for. */
export function* defaultPlaces(page: Page): Generator<Place> {
  const visible = boxToDisplayed(page, page.box);
  const { width, height } = defaultSize;
  for (const up of offsets(visible.top - visible.bottom, height))
    for (const left of offsets(visible.right - visible.left, width))
      yield placeOnPage(page, {
        left: visible.right - margin - width - left,
        bottom: visible.bottom + margin + up,
        right: visible.right - margin - left,
        top: visible.bottom + margin + height + up,
      });
}

/** As small as a signature can be and still be one, points as displayed. */
const leastSize = { width: 20, height: 12 } as const;

/** The place itself, or FIELD_TOO_SMALL. */
const roomy = (page: Page, place: Place): Place => {
  const { width, height } = displayedSize(page, place.rect);
  if (width < leastSize.width || height < leastSize.height)
    throw new BedSignError('FIELD_TOO_SMALL', `${width} × ${height} points on page ${page.number}`);
  return place;
};

/** The nearest place for `wanted` (as displayed) that is inside the page; FIELD_TOO_SMALL on one that has no room. */
export const placeOnPage = (page: Page, wanted: Box): Place => {
  const visible = boxToDisplayed(page, page.box);
  const width = Math.min(wanted.right - wanted.left, visible.right - visible.left);
  const height = Math.min(wanted.top - wanted.bottom, visible.top - visible.bottom);
  const left = Math.max(visible.left, Math.min(wanted.left, visible.right - width));
  const bottom = Math.max(visible.bottom, Math.min(wanted.bottom, visible.top - height));
  const box = boxFromDisplayed(page, { left, bottom, right: left + width, top: bottom + height });
  return roomy(page, { page: page.number, rect: rounded(rectOf(box)) });
};

/** To hundredths of a point, + 0 against -0: rectangles travel as JSON. */
const rounded = (rect: PdfRect): PdfRect => {
  const part = (value: number): number => Math.round(value * 100) / 100 + 0;
  return { x: part(rect.x), y: part(rect.y), width: part(rect.width), height: part(rect.height) };
};

/** FIELD_OUTSIDE_PAGE unless `rect` (user space) lies inside what the page shows, FIELD_TOO_SMALL to write in. */
export const checkedPlace = (page: Page, rect: PdfRect): Place => {
  const box = boxOf(rect);
  const inside =
    box.left >= page.box.left - tolerance &&
    box.bottom >= page.box.bottom - tolerance &&
    box.right <= page.box.right + tolerance &&
    box.top <= page.box.top + tolerance;
  if (!inside) throw new BedSignError('FIELD_OUTSIDE_PAGE', `page ${page.number}`);
  return roomy(page, { page: page.number, rect });
};
