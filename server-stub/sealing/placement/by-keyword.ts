import type { Placement } from '@bedsign/contract';
import { boxToDisplayed } from '../displayed.ts';
import type { Page } from '../file/pages.ts';
import { type Hit, searchKeyword, type TextRun } from './keyword-search.ts';
import { defaultSize, type Place, placeOnPage } from './place.ts';

/** From the keyword to the field where the task gives no offset, points. */
const defaultOffset = { x: 4, y: 0 } as const;
/** Narrower than this a field covers the next text rather than shrink before it, points. */
const narrowest = 60;
/** Narrower than this a field moves rather than shrinks at the page's edge, points. */
const narrowestAtEdge = 90;
/** Between the field and the text that follows on the line, points. */
const air = 4;

type KeywordPlacement = Extract<Placement, { by: 'keyword' }>;

/** Right of the n-th hit in reading order over the document; undefined where there is none. */
export const placeByKeyword = (pages: Page[], texts: TextRun[][], placement: KeywordPlacement): Place | undefined => {
  const hits = pages.flatMap((page, index) =>
    searchKeyword(page, texts[index] ?? [], placement.text).map((hit) => ({ page, hit })),
  );
  const occurrence = placement.occurrence ?? 1;
  const found = hits.at(occurrence > 0 ? occurrence - 1 : occurrence);
  return found && occurrence !== 0 ? placeBeside(found.page, found.hit, placement) : undefined;
};

const placeBeside = (page: Page, { box: keyword, next }: Hit, placement: KeywordPlacement): Place => {
  const offset = placement.offset ?? defaultOffset;
  const height = placement.height ?? defaultSize.height;
  const left = keyword.right + offset.x;
  const room = boxToDisplayed(page, page.box).right - left;
  const wanted = placement.width ?? widthBefore(next - air - left);
  const width = room >= narrowestAtEdge ? Math.min(wanted, room) : wanted;
  const bottom = (keyword.bottom + keyword.top - height) / 2 + offset.y;
  return placeOnPage(page, { left, bottom, right: left + width, top: bottom + height });
};

/** So wide that it ends before the text that follows on the line, if that leaves enough to write on. */
const widthBefore = (space: number): number =>
  space >= narrowest ? Math.min(defaultSize.width, space) : defaultSize.width;
