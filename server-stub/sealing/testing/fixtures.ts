import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type PadBox, type PdfRect, type Sample, sampleFlag } from '@bedsign/contract';
import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';
import { type SealingAct, sealDocument } from '../index.ts';

const fontFile = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const parsed = fontkit.create(readFileSync(fileURLToPath(import.meta.resolve(fontFile))));

/** `turn`: degrees counter-clockwise, so that text on a page turned clockwise as far reads upright. */
export type TextLine = { text: string; x: number; y: number; size?: number; turn?: number };
const a5: [number, number] = [420, 595];
type PageShape = { size?: [number, number]; rotate?: number; lines?: TextLine[] };

/** A PDF with Chinese text; one xref table, or xref stream and object streams. */
export const makePdf = async (
  pages: PageShape[],
  options: { streams?: boolean; prepare?: (document: PDFDocument) => void } = {},
): Promise<Uint8Array> => {
  const document = await PDFDocument.create();
  document.registerFontkit({ create: () => parsed });
  const font = await document.embedFont(new Uint8Array(), { subset: true });
  for (const { size = a5, rotate = 0, lines = [] } of pages) {
    const page = document.addPage(size);
    page.setRotation(degrees(rotate));
    for (const { text, x, y, size: fontSize = 12, turn = 0 } of lines)
      page.drawText(text, { x, y, size: fontSize, font, rotate: degrees(turn) });
  }
  options.prepare?.(document);
  return document.save({ useObjectStreams: options.streams ?? false, addDefaultPage: false });
};

export const padBox: PadBox = { x: 2000, y: 1000, width: 15000, height: 4800 };

const line = (from: [number, number], to: [number, number]): Sample[] =>
  Array.from({ length: 40 }, (_, index): Sample => {
    const way = index / 39;
    const at = (axis: 0 | 1): number => from[axis] + (to[axis] - from[axis]) * way;
    const [x, y] = [padBox.x + at(0) * padBox.width, padBox.y + at(1) * padBox.height];
    return [Math.round(x), Math.round(y), 6000, index * 4000, sampleFlag.tip | sampleFlag.inRange];
  });
const penUp: Sample = [0, 0, 0, 0, sampleFlag.inRange];

/** The letter L over the whole box: tells upright from turned or mirrored. */
export const letterL: Sample[] = [...line([0.1, 0.02], [0.1, 0.95]), penUp, ...line([0.1, 0.95], [0.9, 0.95]), penUp];

/** Concentric ridges. */
export const fingerprint = {
  width: 128,
  height: 144,
  grey: Uint8Array.from({ length: 128 * 144 }, (_, at) => {
    const distance = Math.hypot((at % 128) - 64, Math.floor(at / 128) - 72);
    return distance > 60 ? 230 : 120 + 100 * Math.sin(distance);
  }),
};

export type Place = { page: number; rect: PdfRect };

/** What is changed about an act, and the digests that were signed. */
export const seal = async (pdf: Uint8Array, places: Place[], change: Partial<SealingAct> = {}) => {
  const digests: Uint8Array[] = [];
  const bytes = await sealDocument({
    pdf,
    captureId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    evidenceDigest: new Uint8Array(32).fill(0xab),
    fields: places.map((place, index) => ({
      id: `field-${index}`,
      label: '患者签名',
      ...place,
      box: padBox,
      samples: letterL,
    })),
    maxPressure: 8191,
    fingerprint,
    signerName: '张三',
    signedAt: new Date('2026-11-24T02:23:45Z'),
    reason: '知情同意',
    sign: async (digest) => {
      digests.push(digest);
      return new Uint8Array(2000).fill(0x30);
    },
    ...change,
  });
  return { bytes, digest: digests[0] ?? new Uint8Array() };
};
