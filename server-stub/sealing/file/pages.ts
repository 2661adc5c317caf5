import { BedSignError, limits } from '@bedsign/contract';
import { PDFArray, type PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { damaged } from './damaged.ts';
import type { PdfFile } from './open.ts';

/** Lower left and upper right corner in user space, points. */
export type Box = { left: number; bottom: number; right: number; top: number };

/** One page: its object, what of it is visible, and how far it is turned clockwise when displayed. */
export type Page = { number: number; ref: PDFRef; dict: PDFDict; box: Box; rotation: 0 | 90 | 180 | 270 };

/** Attributes that a page inherits from its ancestors (ISO 32000-1 §7.7.3.4). */
const inheritable = ['MediaBox', 'CropBox', 'Rotate'] as const;
type Inherited = Partial<Record<(typeof inheritable)[number], PDFObject>>;

const deepest = 50;
const letter: Box = { left: 0, bottom: 0, right: 612, top: 792 };

/** All pages in order; DOCUMENT_TOO_MANY_PAGES beyond the limit, DOCUMENT_DAMAGED for a tree that is none. */
export const readPages = (file: PdfFile): Page[] => {
  const pages: Page[] = [];
  const visited = new Set<number>();
  const visit = (value: PDFObject | undefined, inherited: Inherited, depth: number): void => {
    const node = file.dict(value);
    if (!(value instanceof PDFRef) || !node) throw damaged('a page is missing');
    if (visited.has(value.objectNumber) || depth > deepest) throw damaged('the page tree is not a tree');
    visited.add(value.objectNumber);
    const attributes: Inherited = { ...inherited };
    for (const name of inheritable) {
      const own = node.get(PDFName.of(name));
      if (own) attributes[name] = own;
    }
    const kids = file.array(node.get(PDFName.of('Kids')));
    if (kids) for (const kid of kids.asArray()) visit(kid, attributes, depth + 1);
    else pages.push(pageOf(file, pages.length + 1, file.refTo(value.objectNumber), node, attributes));
    if (pages.length > limits.documentPages)
      throw new BedSignError('DOCUMENT_TOO_MANY_PAGES', `more than ${limits.documentPages}`);
  };
  visit(file.catalog.get(PDFName.of('Pages')), {}, 0);
  if (pages.length === 0) throw damaged('there are no pages');
  return pages;
};

const pageOf = (file: PdfFile, number: number, ref: PDFRef, dict: PDFDict, attributes: Inherited): Page => {
  const media = readBox(file, attributes.MediaBox) ?? letter;
  const crop = readBox(file, attributes.CropBox);
  const turned = (((file.number(attributes.Rotate) ?? 0) % 360) + 360) % 360;
  const rotation = turned === 90 || turned === 180 || turned === 270 ? turned : 0;
  return { number, ref, dict, box: (crop && intersection(media, crop)) ?? media, rotation };
};

/** A rectangle by any two opposite corners (ISO 32000-1 §7.9.5). */
export const readBox = (file: PdfFile, value: PDFObject | undefined): Box | undefined => {
  const array = file.resolve(value);
  if (!(array instanceof PDFArray) || array.size() < 4) return undefined;
  const [x1, y1, x2, y2] = array.asArray().map((item) => file.number(item));
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  const box = { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
  return box.right > box.left && box.top > box.bottom ? box : undefined;
};

const intersection = (a: Box, b: Box): Box | undefined => {
  const box = {
    left: Math.max(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.min(a.right, b.right),
    top: Math.min(a.top, b.top),
  };
  return box.right > box.left && box.top > box.bottom ? box : undefined;
};
