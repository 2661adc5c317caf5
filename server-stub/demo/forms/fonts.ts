import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PDFDocument, PDFFont } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';

export type Face = 'Regular' | 'Bold';
export type Fonts = Record<Face, PDFFont>;

const require = createRequire(import.meta.url);
const read = (file: string) => readFile(require.resolve(`@expo-google-fonts/noto-sans-sc/${file}`));

let files: Promise<[Buffer, Buffer]> | undefined;

type Fontkit = Parameters<PDFDocument['registerFontkit']>[0];

const parsed = new Map<Uint8Array, ReturnType<Fontkit['create']>>();

/** Parses a font file once per process: a font remembers the glyphs that it has read, and forms share most of theirs. */
const parseOnce: Fontkit = {
  create: (file) => {
    const font = parsed.get(file) ?? fontkit.create(file);
    parsed.set(file, font);
    return font;
  },
};

/** What a subset's name begins with: six letters that tell it from other subsets (ISO 32000-2 §9.9.2). */
const subsetTag = (): string => {
  const letters = crypto.getRandomValues(new Uint8Array(6));
  return String.fromCharCode(...letters.map((byte) => 65 + (byte % 26)));
};

/** Noto Sans SC (SIL OFL 1.1); only the glyphs in use go into each document. */
export const embedFonts = async (document: PDFDocument): Promise<Fonts> => {
  files ??= Promise.all([read('400Regular/NotoSansSC_400Regular.ttf'), read('700Bold/NotoSansSC_700Bold.ttf')]);
  const [regular, bold] = await files;
  document.registerFontkit(parseOnce);
  const embed = (file: Buffer, face: Face) =>
    document.embedFont(file, { subset: true, customName: `${subsetTag()}+NotoSansSC-${face}` });
  return { Regular: await embed(regular, 'Regular'), Bold: await embed(bold, 'Bold') };
};
