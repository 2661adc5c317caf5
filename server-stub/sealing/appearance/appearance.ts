import { deflateSync } from 'node:zlib';
import type { PadBox, PdfRect, Sample } from '@bedsign/contract';
import { type CustomFontSubsetEmbedder, type PDFContext, PDFRawStream, type PDFRef } from '@cantoo/pdf-lib';
import { directions, displayedSize } from '../displayed.ts';
import type { Page } from '../file/pages.ts';
import { captionTime, drawCaption, subsetFont } from './caption.ts';
import { embedFingerprint, type FingerprintImage } from './fingerprint.ts';
import { drawInk } from './ink.ts';
import { layOut } from './layout.ts';
import { colours, number, operands } from './operators.ts';

/** What one field shows. */
export type FieldInk = { page: Page; rect: PdfRect; box: PadBox; samples: readonly Sample[]; maxPressure: number };
/** What all fields of an act show alike. */
export type Stationery = {
  context: PDFContext;
  embedder: CustomFontSubsetEmbedder;
  font: PDFRef;
  image: FingerprintImage | null;
  picture: PDFRef | undefined;
  caption: string;
};

/** Prepares the font subset and the fingerprint of one act; `finishStationery` writes the font when all is drawn. */
export const openStationery = async (
  context: PDFContext,
  act: { captureId: string; signerName: string; signedAt: Date; fingerprint: FingerprintImage | null },
): Promise<Stationery> => ({
  context,
  embedder: await subsetFont(`${subsetTag(act.captureId)}+NotoSansSC-Regular`),
  font: context.nextRef(),
  image: act.fingerprint,
  picture: act.fingerprint ? embedFingerprint(context, act.fingerprint) : undefined,
  caption: `${act.signerName} ${captionTime(act.signedAt)}`,
});

export const finishStationery = async ({ embedder, context, font }: Stationery): Promise<void> => {
  await embedder.embedIntoContext(context, font);
};

/** Subsets of one font in one file need different tags (ISO 32000-1 §9.6.4): six letters from the capture's id. */
const subsetTag = (captureId: string): string =>
  [...captureId.replace(/[^0-9a-f]/g, '').padEnd(6, '0')]
    .slice(0, 6)
    .map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 16)))
    .join('');

/** The field's normal appearance, a form XObject that stands upright on the page as displayed. */
export const drawAppearance = (stationery: Stationery, field: FieldInk): PDFRef => {
  const { context, image, picture } = stationery;
  const { width, height } = displayedSize(field.page, field.rect);
  const layout = layOut(width, height, image);
  const print = layout.fingerprint;
  const content = [
    drawCaption(stationery.embedder, stationery.caption, layout.caption),
    `${operands(colours.ink)} rg`,
    drawInk(field.samples, field.box, field.maxPressure, layout.ink),
    print
      ? `q ${number(print.width)} 0 0 ${number(print.height)} ${number(print.x)} ${number(print.y)} cm /Fingerprint Do Q`
      : '',
  ].join('\n');
  const { right, up } = directions[field.page.rotation];
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    // Viewers turn the box by this matrix and then fit it into /Rect (ISO 32000-1 §12.5.5, algorithm 8.1).
    Matrix: [...right, ...up, 0, 0],
    Resources: {
      Font: { F0: stationery.font },
      XObject: picture ? { Fingerprint: picture } : {},
    },
    Filter: 'FlateDecode',
  });
  return context.register(PDFRawStream.of(dict, deflateSync(content)));
};
