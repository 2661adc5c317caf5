import { as, isName, type PdfDict, type PdfValue } from './object.ts';
import { dictAt, type Revision } from './revision.ts';
import { damaged, type PdfString } from './tokenizer.ts';

/** A terminal or intermediate field of the interactive form (ISO 32000-1 §12.7.3) that has an object of its own. */
export type FormField = {
  number: number;
  name: string;
  type: string;
  value: PdfValue;
  dict: PdfDict;
  widgets: number[];
};

/** A text string: UTF-16 with its mark, else PDFDocEncoding, whose printable part is Latin-1 (§7.9.2.2). */
export const textOf = (value: PdfValue | undefined): string => {
  const bytes: PdfString['bytes'] = as('string', value)?.bytes ?? new Uint8Array();
  const text = Buffer.from(bytes);
  if (text[0] === 0xfe && text[1] === 0xff && text.length % 2 === 0)
    return text.subarray(2).swap16().toString('utf16le');
  return text.toString('latin1');
};

/** The interactive form of the catalog, if there is one (§12.7.2). */
export const acroForm = (revision: Revision): PdfDict | undefined =>
  dictAt(revision, dictAt(revision, revision.trailer.entries.get('Root'))?.entries.get('AcroForm'));

/** Every field with inherited type and value (§12.7.3.1); a field reached twice is refused. */
export const formFields = (revision: Revision): FormField[] => {
  const fields: FormField[] = [];
  const seen = new Set<number>();

  const visit = (value: PdfValue, parent: FormField | undefined, depth: number): void => {
    const ref = as('ref', value) ?? damaged('a form field is not an indirect object');
    const dict = dictAt(revision, ref);
    if (seen.has(ref.number) || depth > 50) damaged(`form field object ${ref.number} is reached twice`);
    seen.add(ref.number);
    if (!dict) return;
    const isWidget = isName(dict.entries.get('Subtype'), 'Widget');
    if (parent && isWidget && !dict.entries.has('T')) {
      parent.widgets.push(ref.number);
      return;
    }
    const partial = textOf(revision.resolve(dict.entries.get('T')));
    const field: FormField = {
      number: ref.number,
      name: parent?.name ? `${parent.name}.${partial}` : partial,
      type: as('name', revision.resolve(dict.entries.get('FT')))?.name ?? parent?.type ?? '',
      value: dict.entries.get('V') ?? parent?.value ?? null,
      dict,
      widgets: isWidget ? [ref.number] : [],
    };
    fields.push(field);
    for (const kid of as('array', revision.resolve(dict.entries.get('Kids')))?.items ?? [])
      visit(kid, field, depth + 1);
  };

  for (const item of as('array', revision.resolve(acroForm(revision)?.entries.get('Fields')))?.items ?? [])
    visit(item, undefined, 0);
  return fields;
};
