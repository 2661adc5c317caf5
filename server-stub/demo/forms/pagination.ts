import type { Row } from './row.ts';

/** Runs of rows that must stay together. */
const groups = (rows: readonly Row[]): Row[][] => {
  const result: Row[][] = [[]];
  for (const row of rows) {
    result.at(-1)?.push(row);
    if (!row.withNext) result.push([]);
  }
  return result.filter((group) => group.length > 0);
};

const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.height, 0);

/**
 * Rows spread over pages: `first` and `other` are the heights for text on the first page and on the ones after it, and
 * the last page keeps `closing` free at its foot.
 */
export const paginate = (rows: readonly Row[], room: { first: number; other: number; closing: number }): Row[][] => {
  const pages: Row[][] = [[]];
  const roomOf = () => (pages.length === 1 ? room.first : room.other);
  const place = (group: Row[], limit: number): void => {
    if (heightOf(pages.at(-1) ?? []) + heightOf(group) > limit) pages.push([]);
    pages.at(-1)?.push(...group);
  };
  const all = groups(rows);
  for (const group of all) place(group, roomOf());
  if (heightOf(pages.at(-1) ?? []) + room.closing > roomOf()) pages.push([]);
  return pages;
};
