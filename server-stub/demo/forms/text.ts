import {
  beginText,
  endText,
  moveText,
  PDFName,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  setFontAndSize,
} from '@cantoo/pdf-lib';
import type { Face, Fonts } from './fonts.ts';
import { breakLines, hangingWidth, tokenize } from './line-breaking.ts';

export type Style = { face: Face; size: number };

/** Widths of tokens at size 1: shaping the same few hundred characters again is most of a form's cost. */
const widths: Record<Face, Map<string, number>> = { Regular: new Map(), Bold: new Map() };

const tokenWidth = (fonts: Fonts, { face, size }: Style, token: string): number => {
  let width = widths[face].get(token);
  if (width === undefined) {
    width = fonts[face].widthOfTextAtSize(token, 1);
    widths[face].set(token, width);
  }
  return width * size;
};

/** Width in points. */
export const textWidth = (fonts: Fonts, style: Style, text: string): number =>
  tokenize(text).reduce((sum, token) => sum + tokenWidth(fonts, style, token), 0);

/** Lines of `text` in `style` no wider than `width` points. */
export const wrap = (fonts: Fonts, style: Style, text: string, width: number): string[][] =>
  breakLines(text, width, (token) => tokenWidth(fonts, style, token));

/** The extra gap between two tokens, in points, that makes `line` fill `width`. */
export const justifyingGap = (fonts: Fonts, style: Style, line: readonly string[], width: number): number => {
  const measure = (token: string) => tokenWidth(fonts, style, token);
  const natural = line.reduce((sum, token) => sum + measure(token), 0) - hangingWidth(line, measure);
  return line.length > 1 ? (width - natural) / (line.length - 1) : 0;
};

/**
 * Shows one line with its baseline at (x, y). One TJ operator (ISO 32000-2 §9.4.3) with the gaps inside it, so that a
 * justified line is still one run of text to whoever searches or copies it.
 */
export const showText = (
  page: PDFPage,
  fonts: Fonts,
  style: Style,
  at: { x: number; y: number },
  text: string | readonly string[],
  gap = 0,
): void => {
  const tokens = typeof text === 'string' ? tokenize(text) : text;
  const shown = page.doc.context.obj([]);
  for (const piece of gap === 0 ? [tokens.join('')] : tokens) {
    if (shown.size() > 0) shown.push(PDFNumber.of((-gap * 1000) / style.size));
    shown.push(fonts[style.face].encodeText(piece));
  }
  page.node.setFontDictionary(PDFName.of(style.face), fonts[style.face].ref);
  page.pushOperators(
    beginText(),
    setFontAndSize(style.face, style.size),
    moveText(at.x, at.y),
    PDFOperator.of(PDFOperatorNames.ShowTextAdjusted, [shown]),
    endText(),
  );
};
