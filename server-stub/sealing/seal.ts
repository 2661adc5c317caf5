import { BedSignError, type PadBox, type PdfRect, type Sample } from '@bedsign/contract';
import { drawAppearance, finishStationery, openStationery } from './appearance/appearance.ts';
import type { FingerprintImage } from './appearance/fingerprint.ts';
import { digestByteRange, fillByteRange, fillContents } from './byte-range.ts';
import { boxOf, sameBox } from './displayed.ts';
import { guarded } from './file/damaged.ts';
import { type FormField, readFormFields } from './file/form-fields.ts';
import { openPdf, type PdfFile } from './file/open.ts';
import { type Page, readPages } from './file/pages.ts';
import { appendUpdate } from './incremental-update.ts';
import { addSignature, addSignatureField, addStamp, fillSignatureField, type VisibleField } from './signature-field.ts';

/** One signer's act on a document. */
export type SealingAct = {
  pdf: Uint8Array;
  captureId: string;
  /** SM3 of the evidence bundle. */
  evidenceDigest: Uint8Array;
  /** The first one becomes the signature field, the others stamps; samples and boxes on the pad's screen, in counts. */
  fields: { id: string; label: string; page: number; rect: PdfRect; box: PadBox; samples: readonly Sample[] }[];
  maxPressure: number;
  fingerprint: FingerprintImage | null;
  signerName: string;
  signedAt: Date;
  reason: string;
  /** From the SM3 digest of the bytes that /ByteRange covers to the DER of a CMS SignedData with time stamp. */
  sign: (digest: Uint8Array) => Promise<Uint8Array>;
};

/**
 * The document with one more incremental update: visible signatures, and one digital signature over all of it. The
 * given bytes stay as they are, so earlier signatures stay valid.
 */
export const sealDocument = async (act: SealingAct): Promise<Uint8Array> => {
  const file = openPdf(act.pdf);
  const signature = await drawAct(file, act);
  const { bytes, valueAt } = appendUpdate(file, Buffer.from(act.captureId.replaceAll('-', ''), 'hex'));
  const gap = fillByteRange(bytes, valueAt.get(signature) ?? bytes.length);
  fillContents(bytes, gap, await act.sign(digestByteRange(bytes, gap)));
  return bytes;
};

const drawAct = async (file: PdfFile, act: SealingAct) => {
  const pages = guarded(() => readPages(file));
  const stationery = await openStationery(file.context, act);
  const visible = act.fields.map((field): VisibleField & { id: string } => {
    const page = pageNumbered(pages, field.page);
    const appearance = drawAppearance(stationery, { ...field, page, maxPressure: act.maxPressure });
    return { id: field.id, label: field.label, rect: field.rect, page, appearance };
  });
  await finishStationery(stationery);
  return guarded(() => {
    const [first, ...others] = visible;
    if (!first) throw new BedSignError('INVALID_REQUEST', 'no field to sign');
    const signature = addSignature(file, act);
    const prepared = unsignedField(readFormFields(file, pages), first);
    if (prepared) fillSignatureField(file, prepared, signature, first);
    else addSignatureField(file, `BedSign-${act.captureId}`, signature, first);
    for (const { id, ...field } of others) addStamp(file, act, id, field);
    return signature;
  });
};

const pageNumbered = (pages: Page[], number: number): Page => {
  const page = pages[number - 1];
  if (!page) throw new BedSignError('FIELD_OUTSIDE_PAGE', `page ${number} of ${pages.length}`);
  return page;
};

/** The form's own empty signature field at this place, if its author left one. */
const unsignedField = (fields: FormField[], { page, rect }: VisibleField): FormField | undefined =>
  fields.find(
    ({ type, filled, page: own, box }) => type === 'Sig' && !filled && own === page && sameBox(box, boxOf(rect)),
  );
