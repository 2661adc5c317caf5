import type { PDFPage } from '@cantoo/pdf-lib';
import type { Fonts } from './fonts.ts';
import { paragraph } from './row.ts';
import { bodyBottom, leading, rule, sheet, styles } from './sheet.ts';
import { showText, textWidth } from './text.ts';

/** Height of one signature line, points: a 48-point signature and air above it. */
const lineHeight = 58;
/** Where a signature's rule ends and the particulars beside it begin. */
const ruleEnd = 358;
const besideLeft = 374;
const statementLines = 3;

/** The block stands at the same place on the last page of every form, so that a field can be placed by rectangle. */
export const signatureBlockHeight = 3 * lineHeight + statementLines * leading + 12;

const doctorRule = bodyBottom + 8;
const relativeRule = doctorRule + lineHeight + statementLines * leading + 4;
const patientRule = relativeRule + lineHeight;

/** Where the doctor signs, for a placement by rectangle: 150 × 48 points on the doctor's rule. */
export const doctorRect = { x: 156, y: doctorRule + 2, width: 150, height: 48 } as const;

/** The patient's signing place, for an AcroForm field's widget. */
export const patientRect = { x: 140, y: patientRule + 2, width: 150, height: 48 } as const;

const signatureLine = (page: PDFPage, fonts: Fonts, y: number, label: string): void => {
  const text = `${label}：`;
  showText(page, fonts, styles.strong, { x: sheet.left, y: y + 4 }, text);
  rule(page, y, 0.6, sheet.left + textWidth(fonts, styles.strong, text), ruleEnd);
  showText(page, fonts, styles.body, { x: besideLeft, y: y + 4 }, '日期：');
  for (const [x, unit] of [
    [446, '年'],
    [486, '月'],
    [526, '日'],
  ] as const)
    showText(page, fonts, styles.body, { x, y: y + 4 }, unit);
};

/** Draws patient's, relative's and doctor's lines and the doctor's statement at the foot of `page`. */
export const drawSignatureBlock = (
  page: PDFPage,
  fonts: Fonts,
  form: { doctorStatement: string; doctorLabel: string },
): void => {
  signatureLine(page, fonts, patientRule, '患者签名');
  signatureLine(page, fonts, relativeRule, '患者授权亲属签名');
  showText(page, fonts, styles.body, { x: besideLeft, y: relativeRule + 26 }, '与患者关系：');
  rule(page, relativeRule + 22, 0.6, besideLeft + 66, sheet.right - 2);
  for (const [index, row] of paragraph(fonts, form.doctorStatement, { firstIndent: 22 }).entries())
    row.draw(page, relativeRule - 6 - index * leading);
  signatureLine(page, fonts, doctorRule, form.doctorLabel);
};
