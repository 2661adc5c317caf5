import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CustomFontSubsetEmbedder } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';
import { colours, number, operands } from './operators.ts';

const fontFile = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
type Font = ReturnType<typeof fontkit.create>;
let parsed: Font | undefined;

/** The parsed font is kept, for parsing it costs more than a signature; each act embeds its own subset. */
export const loadFont = (): Font => {
  parsed ??= fontkit.create(readFileSync(fileURLToPath(import.meta.resolve(fontFile))));
  return parsed;
};

/** A subset of the caption's font; `name` begins with a tag of six letters and + (ISO 32000-1 §9.6.4). */
export const subsetFont = async (name: string): Promise<CustomFontSubsetEmbedder> =>
  CustomFontSubsetEmbedder.for({ create: loadFont }, new Uint8Array(), name);

/** 2026-11-24 10:23:45, Beijing time: the one legal time in China, whatever the server's own zone. */
export const captionTime = (time: Date): string =>
  new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const mark = 'BedSign';

/** One line of text, name and time, and a small mark at its end; shrunk to `width` where it is too long. */
export const drawCaption = (
  embedder: CustomFontSubsetEmbedder,
  text: string,
  line: { x: number; y: number; width: number; size: number },
): string => {
  const gap = line.size * 0.6;
  const markSize = line.size * 0.72;
  const natural = embedder.widthOfTextAtSize(text, line.size) + gap + embedder.widthOfTextAtSize(mark, markSize);
  const shrink = Math.min(1, line.width / natural);
  const size = line.size * shrink;
  const markX = line.x + (embedder.widthOfTextAtSize(text, line.size) + gap) * shrink;
  return [
    'BT',
    `${operands(colours.caption)} rg /F0 ${number(size)} Tf`,
    `1 0 0 1 ${number(line.x)} ${number(line.y)} Tm ${embedder.encodeText(text)} Tj`,
    `${operands(colours.mark)} rg /F0 ${number(markSize * shrink)} Tf`,
    `1 0 0 1 ${number(markX)} ${number(line.y)} Tm ${embedder.encodeText(mark)} Tj`,
    'ET',
  ].join('\n');
};
