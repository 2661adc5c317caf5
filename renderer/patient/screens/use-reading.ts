import type { SessionView } from '@bedsign/contract';
import { type RefObject, useCallback, useState } from 'react';

export type Reading = {
  page: number;
  atTop: boolean;
  atBottom: boolean;
  /** The end of the last page was in sight, now or before the reader came back from signing. */
  finished: boolean;
  forward(): void;
  back(): void;
  /** To be called whenever the paper moved or changed its size. */
  measure(): void;
};

/** A little less than a screenful, so that the last line read is still in sight. */
const stride = 0.85;
const tolerance = 6;

/** Where the reader is, within a page and from page to page. */
export const useReading = (scroller: RefObject<HTMLElement | null>, session: SessionView, loaded: boolean): Reading => {
  const pages = session.task.pages;
  const [page, setPage] = useState(session.page);
  const [edges, setEdges] = useState({ top: true, bottom: false });
  const [finished, setFinished] = useState(() => pages > 1 && session.pagesRead.includes(pages));

  const measure = useCallback(() => {
    const paper = scroller.current;
    if (!paper || !loaded) return;
    const bottom = paper.scrollTop + paper.clientHeight >= paper.scrollHeight - tolerance;
    setEdges({ top: paper.scrollTop <= tolerance, bottom });
    if (bottom && page === pages) setFinished(true);
  }, [scroller, loaded, page, pages]);

  const turn = (to: number, place: 'top' | 'bottom') => {
    setEdges({ top: place === 'top', bottom: false });
    setPage(to);
    const paper = scroller.current;
    if (paper) paper.scrollTop = place === 'top' ? 0 : paper.scrollHeight;
  };
  const stepBy = (direction: 1 | -1) => {
    const paper = scroller.current;
    paper?.scrollBy({ top: direction * stride * paper.clientHeight });
  };

  return {
    page,
    atTop: edges.top,
    atBottom: edges.bottom,
    finished,
    measure,
    forward: () => (edges.bottom ? page < pages && turn(page + 1, 'top') : stepBy(1)),
    back: () => (edges.top ? page > 1 && turn(page - 1, 'bottom') : stepBy(-1)),
  };
};
