import type { PDFPage } from '@cantoo/pdf-lib';
import type { Fonts } from './fonts.ts';
import type { FormText } from './form-text.ts';
import type { PatientText } from './patient-text.ts';
import { rule, sheet, styles } from './sheet.ts';
import { cells } from './table.ts';
import { type Style, showText, textWidth } from './text.ts';

export const hospitalName = '示例医院·演示';
const demoNotice = '演示文件，无法律效力 DEMO';

const centred = (page: PDFPage, fonts: Fonts, style: Style, y: number, text: string): void =>
  showText(page, fonts, style, { x: (sheet.width - textWidth(fonts, style, text)) / 2, y }, text);

const rightAligned = (page: PDFPage, fonts: Fonts, style: Style, y: number, text: string): void =>
  showText(page, fonts, style, { x: sheet.right - textWidth(fonts, style, text), y }, text);

/** Hospital, title and the patient's banner; returns the height at which text begins. */
export const drawFirstHeader = (page: PDFPage, fonts: Fonts, form: FormText, patient: PatientText): number => {
  centred(page, fonts, styles.hospital, 778, hospitalName);
  centred(page, fonts, styles.title, 748, form.title);
  const banner = [
    [
      ['姓名', 0.1],
      [patient.name, 0.28],
      ['性别', 0.1],
      [patient.sex, 0.12],
      ['年龄', 0.1],
      [patient.age, 0.3],
    ],
    [
      ['科别', 0.1],
      [patient.department, 0.28],
      ['床号', 0.1],
      [patient.bed, 0.12],
      ['住院号', 0.1],
      [patient.number, 0.3],
    ],
    [
      ['诊断', 0.1],
      [patient.diagnosis, 0.9],
    ],
  ] as const;
  let top = 734;
  for (const [index, row] of banner.entries()) {
    const drawn = cells(
      fonts,
      row.map(([text, width], column) => ({ text, width, label: column % 2 === 0 })),
      index === 0,
    );
    drawn.draw(page, top);
    top -= drawn.height;
  }
  return top - 8;
};

/** The short header of the following pages: they must be traceable to the patient when the sheets come apart. */
export const drawRunningHeader = (page: PDFPage, fonts: Fonts, form: FormText, patient: PatientText): void => {
  showText(page, fonts, styles.cellHead, { x: sheet.left, y: 784 }, `${hospitalName}　${form.title}`);
  rightAligned(page, fonts, styles.cell, 784, `姓名：${patient.name}　床号：${patient.bed}　住院号：${patient.number}`);
  rule(page, 777);
};

/** Form, page and date at the foot; at the head, that this is a demonstration. */
export const drawFooter = (
  page: PDFPage,
  fonts: Fonts,
  form: FormText,
  patient: PatientText,
  { number, count }: { number: number; count: number },
): void => {
  const { small } = styles;
  const y = sheet.footer;
  rule(page, y + 13, 0.4);
  showText(page, fonts, small, { x: sheet.left, y }, `表单编号：${form.number}`);
  centred(page, fonts, small, y, `第 ${number} 页 共 ${count} 页`);
  rightAligned(page, fonts, small, y, `打印日期：${patient.printedOn}`);
  rightAligned(page, fonts, small, 808, demoNotice);
};
