import { type PDFDict, PDFName, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
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

/**
 * Gives the owner an array of its own with the item at its end. What stood there before may be an object that others
 * have too: two pages that share their annotations would both show the signature.
 */
export const appendTo = (file: PdfFile, owner: Changeable, key: string, item: PDFRef): void => {
  const earlier = file.array(owner.dict.get(PDFName.of(key)))?.asArray() ?? [];
  setEntry(owner, key, file.context.obj([...earlier, item]));
};

export const addAnnotation = (file: PdfFile, page: Page, ref: PDFRef): void =>
  appendTo(file, indirect(file, page.ref, page.dict), 'Annots', ref);
