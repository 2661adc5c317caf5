import { type PDFPage, rgb } from '@cantoo/pdf-lib';
import type { Style } from './text.ts';

/** A4 in points (ISO 216: 210 × 297 mm) and the frame that text keeps to. */
export const sheet = {
  width: 595.28,
  height: 841.89,
  left: 56,
  right: 539.28,
  /** Where text begins on the pages after the first. */
  runningTop: 766,
  /** Where text ends, above the footer. */
  bottom: 60,
  footer: 36,
} as const;
export const textColumn = sheet.right - sheet.left;

export const styles = {
  hospital: { face: 'Bold', size: 15 },
  title: { face: 'Bold', size: 20 },
  section: { face: 'Bold', size: 13 },
  body: { face: 'Regular', size: 11.5 },
  strong: { face: 'Bold', size: 11.5 },
  cell: { face: 'Regular', size: 10.5 },
  cellHead: { face: 'Bold', size: 10.5 },
  small: { face: 'Regular', size: 8.5 },
} as const satisfies Record<string, Style>;

/** Distance between baselines of body text. */
export const leading = 18.8;

const black = rgb(0, 0, 0);

/** A horizontal rule from `left` to `right` at height `y`. */
export const rule = (
  page: PDFPage,
  y: number,
  thickness = 0.6,
  left: number = sheet.left,
  right: number = sheet.right,
) => page.drawLine({ start: { x: left, y }, end: { x: right, y }, thickness, color: black });

/** An upright rule. */
export const upright = (page: PDFPage, x: number, top: number, bottom: number) =>
  page.drawLine({ start: { x, y: top }, end: { x, y: bottom }, thickness: 0.6, color: black });
