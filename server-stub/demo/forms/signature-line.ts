import type { PDFPage } from '@cantoo/pdf-lib';
import { addSignatureField } from './acroform.ts';
import type { Fonts } from './fonts.ts';
import type { Row } from './row.ts';
import { rule, sheet, styles } from './sheet.ts';
import { showText, textWidth } from './text.ts';

/** Room for a signature of 150 × 48 points and air above it. */
const height = 68;
/** Where the signature's rule ends and what stands beside it begins. */
const ruleEnd = 356;
const besideLeft = 372;
/** How far text stands above the rule that it belongs to. */
const lift = 4;

const dateUnits = [
  [446, '年'],
  [486, '月'],
  [526, '日'],
] as const;

export type SignatureLine = {
  label: string;
  /** Ask for the relation to the patient, above the date. */
  relation?: boolean;
  /** Name of the empty AcroForm signature field that stands on the rule. */
  fieldName?: string | undefined;
};

/** A label, a rule to sign on and a date. */
export const signatureLine = (fonts: Fonts, { label, relation, fieldName }: SignatureLine): Row => ({
  height,
  withNext: false,
  draw: (page: PDFPage, top: number) => {
    const y = top - height + 2;
    const text = `${label}：`;
    const start = sheet.left + textWidth(fonts, styles.strong, text);
    showText(page, fonts, styles.strong, { x: sheet.left, y: y + lift }, text);
    rule(page, y, 0.6, start, ruleEnd);
    showText(page, fonts, styles.body, { x: besideLeft, y: y + lift }, '日期：');
    for (const [x, unit] of dateUnits) showText(page, fonts, styles.body, { x, y: y + lift }, unit);
    if (relation) {
      const asked = '与患者关系：';
      showText(page, fonts, styles.body, { x: besideLeft, y: y + lift + 24 }, asked);
      rule(page, y + 24, 0.6, besideLeft + textWidth(fonts, styles.body, asked), sheet.right);
    }
    if (fieldName) addSignatureField(page, fieldName, { x: start + 12, y: y + 2, width: 150, height: 48 });
  },
});
