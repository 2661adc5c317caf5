import type { PdfRect } from '@bedsign/contract';
import { PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from '@cantoo/pdf-lib';
import { addAnnotation, appendTo, type Changeable, flag, indirect, setEntry } from './annotations.ts';
import { placeholders } from './byte-range.ts';
import type { FormField } from './file/form-fields.ts';
import type { PdfFile } from './file/open.ts';
import type { Page } from './file/pages.ts';

/** SignaturesExist and AppendOnly (ISO 32000-1 Table 219). */
const sigFlags = 3;

export type SignatureFacts = {
  captureId: string;
  /** SM3 of the evidence bundle. */
  evidenceDigest: Uint8Array;
  signerName: string;
  reason: string;
  signedAt: Date;
};
export type VisibleField = { label: string; page: Page; rect: PdfRect; appearance: PDFRef };

/** D:20261124102345+08'00' (ISO 32000-1 §7.9.4), Beijing time like the caption. */
const pdfDate = (time: Date): PDFString => {
  const digits = new Date(time.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
  return PDFString.of(`D:${digits}+08'00'`);
};

/**
 * The signature dictionary (ISO 32000-1 Table 252), which also names the capture and its evidence, so that
 * verification can hold them against the event certificate. No DocMDP: other signers follow.
 */
export const addSignature = (file: PdfFile, facts: SignatureFacts): PDFRef => {
  const { context } = file;
  return context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ...placeholders(context),
      M: pdfDate(facts.signedAt),
      Name: PDFHexString.fromText(facts.signerName),
      Reason: PDFHexString.fromText(facts.reason),
      BedSign: {
        Capture: PDFString.of(facts.captureId),
        Evidence: PDFHexString.of(Buffer.from(facts.evidenceDigest).toString('hex')),
      },
    }),
  );
};

const rectArray = ({ x, y, width, height }: PdfRect): number[] => [x, y, x + width, y + height];

/** A new signature field, merged with its only widget (§12.7.4.5); its name is the capture's. */
export const addSignatureField = (file: PdfFile, name: string, signature: PDFRef, field: VisibleField): void => {
  const { context } = file;
  const ref = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of(name),
      TU: PDFHexString.fromText(field.label),
      V: signature,
      Rect: rectArray(field.rect),
      P: field.page.ref,
      F: flag.print | flag.locked,
      AP: { N: field.appearance },
    }),
  );
  addAnnotation(file, field.page, ref);
  const form = openForm(file);
  markSigned(file, form);
  appendTo(file, form, 'Fields', ref);
};

/** Signs a field that the form's author has left for it. */
export const fillSignatureField = (file: PdfFile, target: FormField, signature: PDFRef, field: VisibleField): void => {
  const widget = indirect(file, target.widgetRef, target.widget);
  setEntry(widget, 'AP', file.context.obj({ N: field.appearance }));
  setEntry(widget, 'F', PDFNumber.of(flag.print | flag.locked));
  setEntry(indirect(file, target.ref, target.dict), 'V', signature);
  markSigned(file, openForm(file));
};

/** The other places of the act show its ink as stamps, which the one signature covers. */
export const addStamp = (file: PdfFile, facts: SignatureFacts, id: string, field: VisibleField): void => {
  const ref = file.context.register(
    file.context.obj({
      Type: 'Annot',
      Subtype: 'Stamp',
      Name: 'BedSign',
      NM: PDFString.of(`${facts.captureId}-${id}`),
      Contents: PDFHexString.fromText(field.label),
      T: PDFHexString.fromText(facts.signerName),
      M: pdfDate(facts.signedAt),
      Rect: rectArray(field.rect),
      P: field.page.ref,
      F: flag.print | flag.readOnly | flag.locked | flag.lockedContents,
      AP: { N: field.appearance },
    }),
  );
  addAnnotation(file, field.page, ref);
};

/** The AcroForm dictionary; only where it is missing or stands inside the catalog does the catalog change. */
const openForm = (file: PdfFile): Changeable => {
  const catalog = indirect(file, file.catalogRef, file.catalog);
  const value = file.catalog.get(PDFName.of('AcroForm'));
  const dict = file.dict(value);
  if (dict) return value instanceof PDFRef ? indirect(file, value, dict) : { dict, change: catalog.change };
  const created = file.context.obj({ Fields: [] });
  const ref = file.context.register(created);
  setEntry(catalog, 'AcroForm', ref);
  return { dict: created, change: () => file.context.assign(ref, created) };
};

const markSigned = (file: PdfFile, form: Changeable): void => {
  if (file.number(form.dict.get(PDFName.of('SigFlags'))) !== sigFlags)
    setEntry(form, 'SigFlags', PDFNumber.of(sigFlags));
};
