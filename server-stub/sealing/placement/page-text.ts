import { fileURLToPath } from 'node:url';
import { asBedSignError } from '@bedsign/contract';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { damaged } from '../file/damaged.ts';
import type { Page } from '../file/pages.ts';
import type { TextRun } from './keyword-search.ts';

const folder = (name: string): string =>
  fileURLToPath(new URL(`${name}/`, import.meta.resolve('pdfjs-dist/package.json')));

/**
 * The text of each of `pages`, read by pdf.js. A file in which pdf.js finds other pages than we do (it repairs what it
 * takes for damage) is DOCUMENT_DAMAGED: signer and keyword would mean different pages.
 */
export const readPageTexts = async (pdf: Uint8Array, pages: Page[]): Promise<TextRun[][]> => {
  const task = getDocument({
    // A copy, for pdf.js takes the buffer away from its caller; and not a Buffer, which it refuses.
    data: Uint8Array.from(pdf),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    const texts: TextRun[][] = [];
    for (const { number, ref } of pages) {
      const page = await document.getPage(number);
      if (page.ref && page.ref.num !== ref.objectNumber) throw damaged(`page ${number} is ambiguous`);
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
