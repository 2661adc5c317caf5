import type { PdfRect } from '@bedsign/contract';
import { type PDFPage, PDFString } from '@cantoo/pdf-lib';

/** An annotation's print flag (ISO 32000-2 table 167, bit 3). */
const print = 4;

/** Adds an empty signature field with its widget at `rect` (ISO 32000-2 §12.7.5.5). */
export const addSignatureField = (page: PDFPage, name: string, rect: PdfRect): void => {
  const { context, catalog } = page.doc;
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of(name),
      Rect: [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height],
      F: print,
      P: page.ref,
    }),
  );
  page.node.addAnnot(field);
  catalog.getOrCreateAcroForm().addField(field);
};
