import { type PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import type { PdfFile } from './file/open.ts';
import type { Page } from './file/pages.ts';

/** Annotation flags (ISO 32000-1 §12.5.3). */
export const flag = { print: 4, readOnly: 64, locked: 128, lockedContents: 512 } as const;

/** A dictionary that an update may change, and how to have it written. */
export type Changeable = { dict: PDFDict; change: () => void };

/** An indirect object, which an update writes whole. */
export const indirect = (file: PdfFile, ref: PDFRef, dict: PDFDict): Changeable => ({
  dict,
  change: () => file.context.assign(file.refTo(ref.objectNumber), dict),
});

export const setEntry = (owner: Changeable, key: string, value: PDFObject): void => {
  owner.dict.set(PDFName.of(key), value);
  owner.change();
};

/** Appends to the array under `key`; where that is an object of its own, its owner is not written. */
export const appendTo = (file: PdfFile, owner: Changeable, key: string, item: PDFRef): void => {
  const value = owner.dict.get(PDFName.of(key));
  const array = file.array(value);
  if (!array) {
    setEntry(owner, key, file.context.obj([item]));
    return;
  }
  array.push(item);
  if (value instanceof PDFRef) file.context.assign(file.refTo(value.objectNumber), array);
  else owner.change();
};

export const addAnnotation = (file: PdfFile, page: Page, ref: PDFRef): void =>
  appendTo(file, indirect(file, page.ref, page.dict), 'Annots', ref);
