import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PDFDocument, PDFFont } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';

export type Face = 'Regular' | 'Bold';
export type Fonts = Record<Face, PDFFont>;

const require = createRequire(import.meta.url);
const read = (file: string) => readFile(require.resolve(`@expo-google-fonts/noto-sans-sc/${file}`));

let files: Promise<[Buffer, Buffer]> | undefined;

/** Noto Sans SC (SIL OFL 1.1), read once per process; only the glyphs in use go into each document. */
export const embedFonts = async (document: PDFDocument): Promise<Fonts> => {
  files ??= Promise.all([read('400Regular/NotoSansSC_400Regular.ttf'), read('700Bold/NotoSansSC_700Bold.ttf')]);
  const [regular, bold] = await files;
  document.registerFontkit(fontkit);
  return {
    Regular: await document.embedFont(regular, { subset: true }),
    Bold: await document.embedFont(bold, { subset: true }),
  };
};
