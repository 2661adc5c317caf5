import type { PdfRect } from '@bedsign/contract';
import { BedSignError } from '@bedsign/contract';
import { boxFromDisplayed, boxOf, boxToDisplayed, rectOf } from '../displayed.ts';
import type { Box, Page } from '../file/pages.ts';

export type Place = { page: number; rect: PdfRect };

/** Size of a field whose size nobody gave, and the margin of the default place, points. */
export const defaultSize = { width: 150, height: 48 } as const;
const margin = 36;
/** Rectangles computed by others may miss the page's edge by rounding. */
const tolerance = 0.5;

/** Space between default places, points. */
const gap = 6;

/** Bottom right of the page as displayed, then leftwards, then row by row upwards. */
export const defaultPlaces = (page: Page): Place[] => {
  const visible = boxToDisplayed(page, page.box);
  const { width, height } = defaultSize;
  const steps = (room: number, size: number): number[] =>
    Array.from(
      { length: Math.max(1, Math.floor((room - 2 * margin + gap) / (size + gap))) },
      (_, i) => i * (size + gap),
    );
  return steps(visible.top - visible.bottom, height).flatMap((up) =>
    steps(visible.right - visible.left, width).map((left) =>
      placeOnPage(page, {
        left: visible.right - margin - width - left,
        bottom: visible.bottom + margin + up,
        right: visible.right - margin - left,
        top: visible.bottom + margin + height + up,
      }),
    ),
  );
};

/** The nearest place for `wanted` (as displayed) that is inside the page. */
export const placeOnPage = (page: Page, wanted: Box): Place => {
  const visible = boxToDisplayed(page, page.box);
  const width = Math.min(wanted.right - wanted.left, visible.right - visible.left);
  const height = Math.min(wanted.top - wanted.bottom, visible.top - visible.bottom);
  const left = Math.max(visible.left, Math.min(wanted.left, visible.right - width));
  const bottom = Math.max(visible.bottom, Math.min(wanted.bottom, visible.top - height));
  const box = boxFromDisplayed(page, { left, bottom, right: left + width, top: bottom + height });
  return { page: page.number, rect: rounded(rectOf(box)) };
};

/** To hundredths of a point, + 0 against -0: rectangles travel as JSON. */
const rounded = (rect: PdfRect): PdfRect => {
  const part = (value: number): number => Math.round(value * 100) / 100 + 0;
  return { x: part(rect.x), y: part(rect.y), width: part(rect.width), height: part(rect.height) };
};

/** FIELD_OUTSIDE_PAGE unless `rect` (user space) lies inside what the page shows. */
export const checkedPlace = (page: Page, rect: PdfRect): Place => {
  const box = boxOf(rect);
  const inside =
    box.left >= page.box.left - tolerance &&
    box.bottom >= page.box.bottom - tolerance &&
    box.right <= page.box.right + tolerance &&
    box.top <= page.box.top + tolerance &&
    rect.width > 0 &&
    rect.height > 0;
  if (!inside) throw new BedSignError('FIELD_OUTSIDE_PAGE', `page ${page.number}`);
  return { page: page.number, rect };
};
