import { PDFDocument } from '@cantoo/pdf-lib';
import { embedFonts } from './fonts.ts';
import { bodyRows, signingRows } from './form-rows.ts';
import type { FormText } from './form-text.ts';
import { drawFirstHeader, drawFooter, drawRunningHeader, hospitalName } from './page-frame.ts';
import { paginate } from './pagination.ts';
import { type FormPatient, patientText } from './patient-text.ts';
import { sheet } from './sheet.ts';

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

  const firstPage = document.addPage([sheet.width, sheet.height]);
  const firstTop = drawFirstHeader(firstPage, fonts, form, particulars);
  const topOf = (index: number) => (index === 0 ? firstTop : sheet.runningTop);
  const pages = [
    ...paginate(bodyRows(fonts, form, values), (index) => topOf(index) - sheet.bottom),
    signingRows(fonts, form),
  ];
  for (const [index, rows] of pages.entries()) {
    const page = index === 0 ? firstPage : document.addPage([sheet.width, sheet.height]);
    if (index > 0) drawRunningHeader(page, fonts, form, particulars);
    drawFooter(page, fonts, form, particulars, { number: index + 1, count: pages.length });
    let top = topOf(index);
    for (const row of rows) {
      row.draw(page, top);
      top -= row.height;
    }
  }
  return document.save({ useObjectStreams: form.objectStreams });
};
