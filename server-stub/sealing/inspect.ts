import { BedSignError } from '@bedsign/contract';
import { PDFArray, PDFDict, PDFName, type PDFObject, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { damaged, guarded } from './file/damaged.ts';
import { filtersOf, inflate } from './file/decode-stream.ts';
import { openPdf, type PdfFile } from './file/open.ts';
import { type Page, readPages } from './file/pages.ts';

/**
 * Reads a PDF through before it is accepted: every object, every page's content. DOCUMENT_NOT_PDF, DOCUMENT_DAMAGED
 * (a cut-off file too), DOCUMENT_ENCRYPTED, DOCUMENT_LOCKED, DOCUMENT_TOO_MANY_PAGES, and DOCUMENT_XFA: such a form
 * (ISO 32000-1 §12.7.8) has a second description, which some readers show in place of the pages that are signed.
 * DOCUMENT_ACTIVE has actions that change what a reader shows after the patient has signed.
 */
export const inspectDocument = async (pdf: Uint8Array): Promise<{ pages: number }> => {
  const file = openPdf(pdf);
  return guarded(() => {
    if (isLocked(file)) throw new BedSignError('DOCUMENT_LOCKED');
    if (file.dict(file.catalog.get(PDFName.of('AcroForm')))?.has(PDFName.of('XFA')))
      throw new BedSignError('DOCUMENT_XFA');
    const pages = readPages(file);
    for (const [objectNumber, entry] of file.xref.entries)
      if (entry.in !== 'nowhere') checkObject(file, file.resolve(PDFRef.of(objectNumber)));
    checkObject(file, file.xref.trailer);
    for (const page of pages) {
      checkSize(page);
      checkContent(file, page);
    }
    return { pages: pages.length };
  });
};

const checkObject = (file: PdfFile, object: PDFObject | undefined): void => {
  checkReference(file, object);
  checkAction(file, object);
  for (const part of partsOf(object)) checkObject(file, part);
};

/** Actions that run a program, or show and hide parts of a page (ISO 32000-1 §12.6.4 and §12.7.5.4). */
const activeActions = ['JavaScript', 'Launch', 'Hide', 'SetOCGState', 'Rendition', 'ImportData'];

const checkAction = (file: PdfFile, object: PDFObject | undefined): void => {
  if (!(object instanceof PDFDict)) return;
  const type = file.resolve(object.get(PDFName.of('Type')));
  // Elements of a logical structure have an S too, which their author may name as he likes (§14.7.2).
  if (type !== undefined && type !== PDFName.of('Action')) return;
  const kind = file.resolve(object.get(PDFName.of('S')));
  if (kind instanceof PDFName && activeActions.includes(kind.decodeText()))
    throw new BedSignError('DOCUMENT_ACTIVE', kind.decodeText());
};

/**
 * A reference to an object that does not exist means null (ISO 32000-1 §7.3.10), until an update that we append makes
 * one of that number: then what is signed last would change what the page shows.
 */
const checkReference = (file: PdfFile, object: PDFObject | undefined): void => {
  if (object instanceof PDFRef && object.objectNumber > file.context.largestObjectNumber)
    throw damaged(`object ${object.objectNumber} is referred to and does not exist`);
};

const partsOf = (object: PDFObject | undefined): PDFObject[] => {
  if (object instanceof PDFArray) return object.asArray();
  const dict = object instanceof PDFRawStream ? object.dict : object;
  return dict instanceof PDFDict ? dict.values() : [];
};

/** What readers show (ISO 32000-1 Annex C.2), points. */
const largestSide = 14_400;
const checkSize = ({ number, box }: Page): void => {
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  if (Math.max(width, height) > largestSide) throw damaged(`page ${number} is ${width} × ${height} points large`);
};

/** A page whose content cannot be inflated would be signed without what its author wrote on it. */
const checkContent = (file: PdfFile, page: Page): void => {
  const contents = file.resolve(page.dict.get(PDFName.of('Contents')));
  const parts = contents instanceof PDFArray ? contents.asArray().map((part) => file.resolve(part)) : [contents];
  for (const part of parts) {
    if (part === undefined) continue;
    if (!(part instanceof PDFRawStream)) throw damaged(`the content of page ${page.number} is missing`);
    if (filtersOf(part)[0] === 'FlateDecode') inflate(part.getContents());
  }
};

/**
 * Whether the author certified the file with "no changes permitted" (DocMDP, P = 1; ISO 32000-1 §12.8.2.2): any
 * signature that we add would break that certification.
 */
const isLocked = (file: PdfFile): boolean => {
  const permissions = file.dict(file.catalog.get(PDFName.of('Perms')));
  const certification = file.dict(permissions?.get(PDFName.of('DocMDP')));
  const references = file.array(certification?.get(PDFName.of('Reference')))?.asArray() ?? [];
  return references.some((item) => {
    const reference = file.dict(item);
    const parameters = file.dict(reference?.get(PDFName.of('TransformParams')));
    const isDocMdp = file.resolve(reference?.get(PDFName.of('TransformMethod'))) === PDFName.of('DocMDP');
    return isDocMdp && file.number(parameters?.get(PDFName.of('P'))) === 1;
  });
};
