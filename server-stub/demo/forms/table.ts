import type { Fonts } from './fonts.ts';
import type { Row } from './row.ts';
import { rule, sheet, styles, textColumn, upright } from './sheet.ts';
import { type Style, showText, wrap } from './text.ts';

const padding = 5;
const lineHeight = 14.6;

export type TableCell = { text: string; width: number; label: boolean };

/** One ruled row of cells that wrap; widths are shares of the text's width. */
export const cells = (fonts: Fonts, row: readonly TableCell[], first: boolean): Row => {
  const styleOf = (cell: TableCell): Style => (cell.label ? styles.cellHead : styles.cell);
  const lines = row.map((cell) => wrap(fonts, styleOf(cell), cell.text, cell.width * textColumn - 2 * padding));
  const height = Math.max(...lines.map((each) => each.length)) * lineHeight + 6;
  return {
    height,
    withNext: first,
    draw: (page, top) => {
      if (first) rule(page, top);
      rule(page, top - height);
      upright(page, sheet.left, top, top - height);
      let left: number = sheet.left;
      for (const [index, cell] of row.entries()) {
        const own = lines[index] ?? [];
        const firstBaseline = top - (height - own.length * lineHeight) / 2 - lineHeight + 3.8;
        for (const [number, line] of own.entries())
          showText(page, fonts, styleOf(cell), { x: left + padding, y: firstBaseline - number * lineHeight }, line);
        left += cell.width * textColumn;
        upright(page, left, top, top - height);
      }
    },
  };
};

/** A ruled table of label and value columns; with `head`, its first row holds the columns' names. */
export const table = (
  fonts: Fonts,
  { widths, head, rows }: { widths: readonly number[]; head: boolean; rows: readonly (readonly string[])[] },
): Row[] =>
  rows.map((texts, index) =>
    cells(
      fonts,
      texts.map((text, column) => ({
        text,
        width: widths[column] ?? 0,
        label: head ? index === 0 : column % 2 === 0,
      })),
      index === 0,
    ),
  );
