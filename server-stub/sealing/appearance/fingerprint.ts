import { deflateSync } from 'node:zlib';
import { type PDFContext, PDFHexString, PDFName, PDFRawStream, type PDFRef } from '@cantoo/pdf-lib';
import { colours } from './operators.ts';

/** 8-bit grey, row by row, 0 = ridge. */
export type FingerprintImage = { width: number; height: number; grey: Uint8Array };

/** How much of the paper a full ridge covers. */
const coverage = 0.92;

/**
 * The fingerprint as an image of one colour, red paste, whose soft mask (ISO 32000-1 §11.6.5.3) is the ridges: where
 * the finger left nothing, the paper shows through.
 */
export const embedFingerprint = (context: PDFContext, image: FingerprintImage): PDFRef => {
  const { width, height } = image;
  const mask = context.register(imageStream(context, image, 'DeviceGray', ridges(image.grey)));
  const palette = ['Indexed', 'DeviceRGB', 0, PDFHexString.of(Buffer.from(colours.paste).toString('hex'))];
  const picture = imageStream(context, image, palette, new Uint8Array(width * height));
  picture.dict.set(PDFName.of('SMask'), mask);
  return context.register(picture);
};

const imageStream = (
  context: PDFContext,
  { width, height }: FingerprintImage,
  colourSpace: string | (string | number | PDFHexString)[],
  pixels: Uint8Array,
): PDFRawStream => {
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    BitsPerComponent: 8,
    ColorSpace: colourSpace,
    Filter: 'FlateDecode',
  });
  return PDFRawStream.of(dict, deflateSync(pixels));
};

/** Paleness below this share of the range is the sensor's noise, which would tint the paper. */
const noise = 0.15;

/** Ridges as opacity, stretched from the image's own darkest to its own lightest pixels. */
const ridges = (grey: Uint8Array): Uint8Array => {
  const sorted = grey.toSorted();
  const black = sorted[Math.floor(sorted.length * 0.05)] ?? 0;
  const white = sorted[Math.floor(sorted.length * 0.9)] ?? 255;
  const range = Math.max(white - black, 1);
  const opacity = (value: number): number => ((white - value) / range - noise) / (1 - noise);
  return grey.map((value) => Math.round(255 * coverage * Math.min(1, Math.max(0, opacity(value)))));
};
