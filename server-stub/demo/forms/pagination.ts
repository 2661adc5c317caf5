import type { Row } from './row.ts';

const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.height, 0);

/** Runs of rows that must stay together. */
const groups = (rows: readonly Row[]): Row[][] => {
  const result: Row[][] = [];
  let group: Row[] = [];
  for (const row of rows) {
    group.push(row);
    if (row.withNext) continue;
    result.push(group);
    group = [];
  }
  return group.length > 0 ? [...result, group] : result;
};

/** Rows spread over pages; `room(index)`: the height for text on page `index`, points. */
export const paginate = (rows: readonly Row[], room: (index: number) => number): Row[][] => {
  const pages: Row[][] = [];
  let page: Row[] = [];
  for (const group of groups(rows)) {
    if (page.length > 0 && heightOf(page) + heightOf(group) > room(pages.length)) {
      pages.push(page);
      page = [];
    }
    page.push(...group);
  }
  return [...pages, page];
};
