import type { PDFPage } from '@cantoo/pdf-lib';
import type { Fonts } from './fonts.ts';
import { leading, sheet, styles } from './sheet.ts';
import { justifyingGap, type Style, showText, textWidth, wrap } from './text.ts';

/** What is never torn across pages: one line of text or one row of a table. Heights in points. */
export type Row = {
  height: number;
  /** Must stand on the same page as the row after it. */
  withNext: boolean;
  draw: (page: PDFPage, top: number) => void;
};

export const space = (height: number): Row => ({ height, withNext: false, draw: () => {} });

type Paragraph = { style?: Style; indent?: number; firstIndent?: number; marker?: string };

/**
 * A justified paragraph as rows. `indent`: of all lines, points from the margin; `firstIndent`: of the first line
 * besides; `marker`: what hangs in the indent, such as a list's number. Its first two and last two lines stay together.
 */
export const paragraph = (fonts: Fonts, text: string, options: Paragraph = {}): Row[] => {
  const { style = styles.body, indent = 0, firstIndent = 0, marker } = options;
  const width = sheet.right - sheet.left - indent;
  // The first line's indent is measured as blank em squares, so that breaking knows of it.
  const blank = '\u3000'.repeat(Math.round(firstIndent / style.size));
  const lines = wrap(fonts, style, blank + text, width);
  return lines.map((line, index) => {
    const last = index === lines.length - 1;
    return {
      height: leading,
      withNext: lines.length > 1 && (index === 0 || index === lines.length - 2),
      draw: (page, top) => {
        const y = top - leading + (leading - style.size) / 2 + style.size * 0.12;
        const x = sheet.left + indent;
        if (index === 0 && marker) showText(page, fonts, style, { x: x - textWidth(fonts, style, marker), y }, marker);
        const words = index === 0 ? line.slice(blank.length) : line;
        const start = index === 0 ? firstIndent : 0;
        const gap = last ? 0 : justifyingGap(fonts, style, words, width - start);
        showText(page, fonts, style, { x: x + start, y }, words, gap);
      },
    };
  });
};

/** A line in bold that stays with what follows. */
export const heading = (fonts: Fonts, text: string, style: Style): Row[] =>
  paragraph(fonts, text, { style }).map((row) => ({ ...row, withNext: true }));
