import { type PDFDict, PDFHexString, PDFName, PDFNull, type PDFObject, PDFRef, PDFString } from '@cantoo/pdf-lib';
import type { PdfFile } from './open.ts';
import type { Box, Page } from './pages.ts';
import { readBox } from './pages.ts';

/** One widget of an AcroForm field (ISO 32000-1 §12.7.3); `widgetRef` equals `ref` where both are merged. */
export type FormField = {
  name: string;
  /** Tx, Btn, Ch, Sig; undefined where the file gives none. */
  type: string | undefined;
  /** Signed, where it is a signature field. */
  filled: boolean;
  ref: PDFRef;
  dict: PDFDict;
  widgetRef: PDFRef;
  widget: PDFDict;
  box: Box;
  page: Page;
};

type Ancestor = { name: string; type: string | undefined; filled: boolean; ref: PDFRef; dict: PDFDict };

const textOf = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;

const isFilled = (value: PDFObject | undefined): boolean =>
  value !== undefined && value !== PDFNull && textOf(value) !== '';

/** Every field that shows on a page, in the form's order. */
export const readFormFields = (file: PdfFile, pages: Page[]): FormField[] => {
  const fields: FormField[] = [];
  const visited = new Set<number>();
  const pageOfWidget = widgetPages(file, pages);
  const visit = (value: PDFObject, parent: Ancestor | undefined): void => {
    const dict = file.dict(value);
    if (!(value instanceof PDFRef) || !dict || visited.has(value.objectNumber)) return;
    visited.add(value.objectNumber);
    const ref = file.refTo(value.objectNumber);
    const partial = textOf(file.resolve(dict.get(PDFName.of('T'))));
    const type = file.resolve(dict.get(PDFName.of('FT')));
    const filled = isFilled(file.resolve(dict.get(PDFName.of('V'))));
    // A kid without /T is a widget of its parent, not a field (§12.7.3.1).
    const field: Ancestor =
      partial === undefined && parent
        ? parent
        : {
            name: [parent?.name, partial].filter((part) => part).join('.'),
            type: type instanceof PDFName ? type.decodeText() : parent?.type,
            filled: filled || (parent?.filled ?? false),
            ref,
            dict,
          };
    const kids = file.array(dict.get(PDFName.of('Kids')));
    if (kids) {
      for (const kid of kids.asArray()) visit(kid, field);
      return;
    }
    const box = readBox(file, dict.get(PDFName.of('Rect')));
    const page = pageOfWidget.get(value.objectNumber);
    if (box && page) fields.push({ ...field, widgetRef: ref, widget: dict, box, page });
  };
  for (const root of fieldsArray(file)) visit(root, undefined);
  return fields;
};

const fieldsArray = (file: PdfFile): PDFObject[] => {
  const form = file.dict(file.catalog.get(PDFName.of('AcroForm')));
  return file.array(form?.get(PDFName.of('Fields')))?.asArray() ?? [];
};

/** By /Annots rather than by the widget's own /P, which is optional and often wrong. */
const widgetPages = (file: PdfFile, pages: Page[]): Map<number, Page> => {
  const byWidget = new Map<number, Page>();
  for (const page of pages)
    for (const annotation of file.array(page.dict.get(PDFName.of('Annots')))?.asArray() ?? [])
      if (annotation instanceof PDFRef) byWidget.set(annotation.objectNumber, page);
  return byWidget;
};
