import { fileURLToPath } from 'node:url';
import { asBedSignError } from '@bedsign/contract';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextRun } from './keyword-search.ts';

const folder = (name: string): string =>
  fileURLToPath(new URL(`${name}/`, import.meta.resolve('pdfjs-dist/package.json')));

/** The text of all pages, read by pdf.js, in one array per page. */
export const readPageTexts = async (pdf: Uint8Array): Promise<TextRun[][]> => {
  const task = getDocument({
    // pdf.js takes the buffer away from its caller.
    data: pdf.slice(),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    const texts: TextRun[][] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      texts.push(items.flatMap((item) => ('str' in item ? [runOf(item)] : [])));
      page.cleanup();
    }
    return texts;
  } catch (thrown) {
    throw asBedSignError(thrown, 'DOCUMENT_DAMAGED');
  } finally {
    await task.destroy();
  }
};

const runOf = (item: { str: string; transform: number[]; width: number }): TextRun => ({
  text: item.str,
  transform: item.transform,
  width: item.width,
});
