import type { Placement } from '@bedsign/contract';
import { boxToDisplayed } from '../displayed.ts';
import type { Box, Page } from '../file/pages.ts';
import { searchKeyword, type TextRun } from './keyword-search.ts';
import { defaultSize, type Place, placeOnPage } from './place.ts';

/** From the keyword to the field where the task gives no offset, points. */
const defaultOffset = { x: 4, y: 0 } as const;
/** Narrower than this a field moves rather than shrinks at the page's edge, points. */
const narrowest = 90;

type KeywordPlacement = Extract<Placement, { by: 'keyword' }>;

/** Right of the n-th hit in reading order over the document; undefined where there is none. */
export const placeByKeyword = (pages: Page[], texts: TextRun[][], placement: KeywordPlacement): Place | undefined => {
  const hits = pages.flatMap((page, index) =>
    searchKeyword(page, texts[index] ?? [], placement.text).map((box) => ({ page, box })),
  );
  const occurrence = placement.occurrence ?? 1;
  const hit = hits.at(occurrence > 0 ? occurrence - 1 : occurrence);
  return hit && occurrence !== 0 ? placeBeside(hit.page, hit.box, placement) : undefined;
};

const placeBeside = (page: Page, keyword: Box, placement: KeywordPlacement): Place => {
  const offset = placement.offset ?? defaultOffset;
  const height = placement.height ?? defaultSize.height;
  const left = keyword.right + offset.x;
  const room = boxToDisplayed(page, page.box).right - left;
  const wanted = placement.width ?? defaultSize.width;
  const width = room >= narrowest ? Math.min(wanted, room) : wanted;
  const bottom = (keyword.bottom + keyword.top - height) / 2 + offset.y;
  return placeOnPage(page, { left, bottom, right: left + width, top: bottom + height });
};
