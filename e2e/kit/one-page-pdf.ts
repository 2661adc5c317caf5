import { PDFDocument } from '@cantoo/pdf-lib';

/** A one-page A4 PDF that says `text`; `pages` of them. */
export const onePagePdf = async (text: string, pages = 1): Promise<Uint8Array> => {
  const document = await PDFDocument.create();
  for (let page = 1; page <= pages; page++) document.addPage([595, 842]).drawText(`${text} ${page}`, { x: 60, y: 760 });
  return document.save();
};
