import type { Fonts } from './fonts.ts';
import type { Block, FormText, Section } from './form-text.ts';
import { heading, paragraph, type Row, space } from './row.ts';
import { styles } from './sheet.ts';
import { signatureLine } from './signature-line.ts';
import { table } from './table.ts';

const ordinals = '一二三四五六七八九十';
const firstIndent = 2 * styles.body.size;
const listIndent = 26;

const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');

const blockRows = (fonts: Fonts, block: Block, values: Record<string, string>): Row[] => {
  if ('paragraph' in block) return paragraph(fonts, fill(block.paragraph, values), { firstIndent });
  if ('heading' in block) return heading(fonts, block.heading, styles.strong);
  if ('table' in block) {
    const rows = block.table.rows.map((row) => row.map((text) => fill(text, values)));
    return [space(3), ...table(fonts, { ...block.table, rows }), space(6)];
  }
  return block.list.flatMap((item, index) =>
    paragraph(fonts, fill(item, values), { indent: listIndent, marker: `${index + 1}. ` }),
  );
};

const sectionRows = (fonts: Fonts, section: Section, index: number, values: Record<string, string>): Row[] => [
  space(5),
  ...heading(fonts, `${ordinals[index]}、${section.title}`, styles.section),
  ...section.blocks.flatMap((block) => blockRows(fonts, block, values)),
];

/** What the patient is told. */
export const bodyRows = (fonts: Fonts, form: FormText, values: Record<string, string>): Row[] =>
  form.sections.flatMap((section, index) => sectionRows(fonts, section, index, values));

/** What is declared and signed; it has a page of its own, so that the lines stand at the same place for every patient. */
export const signingRows = (fonts: Fonts, form: FormText): Row[] => {
  const count = form.sections.length;
  const choice: Section = { title: '患者知情选择', blocks: [{ list: form.choice }] };
  const doctor: Section = { title: '医师陈述', blocks: [{ paragraph: form.doctorStatement }] };
  return [
    ...sectionRows(fonts, choice, count, {}),
    signatureLine(fonts, { label: '患者签名', fieldName: form.patientFieldName }),
    space(18),
    ...paragraph(fonts, form.relativeNote, { firstIndent }),
    signatureLine(fonts, { label: '患者授权亲属签名', relation: true }),
    space(18),
    ...sectionRows(fonts, doctor, count + 1, {}),
    signatureLine(fonts, { label: form.doctorLabel }),
    space(24),
    ...paragraph(fonts, '（以下空白）', { style: styles.small, indent: 210 }),
  ];
};
