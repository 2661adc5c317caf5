import { PDFDocument } from '@cantoo/pdf-lib';
import { addSignatureField } from './acroform.ts';
import { embedFonts, type Fonts } from './fonts.ts';
import type { Block, FormText } from './form-text.ts';
import { drawFirstHeader, drawFooter, drawRunningHeader, hospitalName } from './page-frame.ts';
import { paginate } from './pagination.ts';
import { type FormPatient, patientText } from './patient-text.ts';
import { heading, paragraph, type Row, space } from './row.ts';
import { bodyBottom, sheet, styles } from './sheet.ts';
import { drawSignatureBlock, patientRect, signatureBlockHeight } from './signature-block.ts';
import { table } from './table.ts';

const ordinals = '一二三四五六七八九十';
const listIndent = 24;

const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');

/** A section's block as rows; `numbered` counts the list items of the section so far. */
const blockRows = (fonts: Fonts, block: Block, values: Record<string, string>): Row[] => {
  if ('paragraph' in block) return paragraph(fonts, fill(block.paragraph, values), { firstIndent: 22 });
  if ('heading' in block) return heading(fonts, block.heading, styles.heading);
  if ('table' in block) {
    const rows = block.table.rows.map((row) => row.map((text) => fill(text, values)));
    return [space(3), ...table(fonts, { ...block.table, rows }), space(6)];
  }
  return block.list.flatMap((item, index) =>
    paragraph(fonts, fill(item, values), { indent: listIndent, marker: `${index + 1}. ` }),
  );
};

const formRows = (fonts: Fonts, form: FormText, values: Record<string, string>): Row[] =>
  form.sections.flatMap((section, index) => [
    space(5),
    ...heading(fonts, `${ordinals[index]}、${section.title}`, styles.section),
    ...section.blocks.flatMap((block) => blockRows(fonts, block, values)),
  ]);

/** Sets a form for a patient as an A4 PDF, dated `at`. */
export const render = async (form: FormText, patient: FormPatient, at: Date): Promise<Uint8Array> => {
  const document = await PDFDocument.create();
  document.setTitle(form.title);
  document.setAuthor(hospitalName);
  document.setLanguage('zh-CN');
  document.setCreationDate(at);
  document.setModificationDate(at);
  const fonts = await embedFonts(document);
  const particulars = patientText(patient, at);
  const values = { ...particulars, ...form.values?.(particulars) };

  const newPage = () => document.addPage([sheet.width, sheet.height]);
  const firstPage = newPage();
  const firstTop = drawFirstHeader(firstPage, fonts, form, particulars);
  const pages = paginate(formRows(fonts, form, values), {
    first: firstTop - bodyBottom,
    other: 766 - bodyBottom,
    closing: signatureBlockHeight,
  });
  for (const [index, rows] of pages.entries()) {
    const page = index === 0 ? firstPage : newPage();
    let top = index === 0 ? firstTop : drawRunningHeader(page, fonts, form, particulars);
    for (const row of rows) {
      row.draw(page, top);
      top -= row.height;
    }
    drawFooter(page, fonts, form, particulars.printedOn, index + 1, pages.length);
  }
  const lastPage = document.getPage(pages.length - 1);
  drawSignatureBlock(lastPage, fonts, form);
  if (form.patientFieldName) addSignatureField(document, lastPage, form.patientFieldName, patientRect);
  return document.save({ useObjectStreams: form.objectStreams });
};
