import { acroForm, type FormField, formFields } from '../read/form.ts';
import { as, type PdfRef, type PdfValue } from '../read/object.ts';
import { dictAt, type Revision } from '../read/revision.ts';
import { refsIn } from '../read/walk.ts';
import { type Allowed, allow, refTo } from './allowed.ts';
import { appended } from './appended.ts';
import { differingKeys, equalValues } from './equal.ts';

/** What an update does to the form: objects that may differ, new objects that may exist, widgets that sign. */
export type FormChanges = { roots: PdfRef[]; widgets: Set<number>; complaints: string[] };

const refsUnder = (value: PdfValue | undefined): PdfRef[] => refsIn(value ?? null).map(({ ref }) => ref);
const itemsOf = (revision: Revision, value: PdfValue | undefined): PdfValue[] =>
  as('array', revision.resolve(value))?.items ?? [];

/** The form may get fields at its end, and the flags that signatures exist (ISO 32000-1 §12.7.2, table 219). */
const compareForms = (before: Revision, after: Revision, allowed: Allowed, complaints: string[]): PdfRef[] => {
  const root = before.trailer.entries.get('Root');
  const place = dictAt(before, root)?.entries.get('AcroForm');
  const [old, now] = [acroForm(before), acroForm(after)];
  if (!old || !now) return [];
  if (as('ref', place)) allow(allowed, place, ['Fields', 'SigFlags']);
  else allow(allowed, root, ['AcroForm']);
  for (const key of differingKeys(old, now)) {
    const mayDiffer = key === 'Fields' || (key === 'SigFlags' && now.entries.get(key) === 3);
    if (!mayDiffer) complaints.push(`interactive form entry /${key} is changed`);
  }
  const [oldList, list] = [old.entries.get('Fields'), now.entries.get('Fields')];
  allow(allowed, oldList, 'any');
  const added = appended(itemsOf(before, oldList), itemsOf(after, list), 'list of form fields', complaints);
  for (const ref of added)
    if (before.entries.has(ref.number)) complaints.push(`object ${ref.number} becomes a form field`);
  const isSameList = equalValues(oldList ?? null, list ?? null);
  return isSameList || !as('ref', list) ? added : [...added, ...refsUnder(list)];
};

/** Signature fields that stood empty and are signed now; their widgets get an appearance. */
const filledFields = (before: FormField[], after: FormField[], allowed: Allowed): FormField[] => {
  const later = new Map(after.map((field) => [field.number, field]));
  return before.flatMap((field) => {
    const now = later.get(field.number);
    if (field.type !== 'Sig' || field.value !== null || !now || now.value === null) return [];
    for (const widget of field.widgets) allow(allowed, refTo(widget), ['AP', 'F', 'M']);
    allow(allowed, refTo(field.number), field.widgets.includes(field.number) ? ['V', 'AP', 'F', 'M'] : ['V']);
    return [now];
  });
};

/** Compares the forms before and after an update that should add the signature in object `signature`. */
export const formChanges = (before: Revision, after: Revision, signature: number, allowed: Allowed): FormChanges => {
  const complaints: string[] = [];
  const roots = compareForms(before, after, allowed, complaints);
  const [oldFields, fields] = [formFields(before), formFields(after)];
  const filled = filledFields(oldFields, fields, allowed);
  const added = fields.filter((field) => !before.entries.has(field.number));
  const oldNames = new Set(oldFields.map((field) => field.name));
  for (const { number, name, type } of added) {
    if (type !== 'Sig') complaints.push(`new form field (object ${number}) is not a signature`);
    if (oldNames.has(name)) complaints.push(`new form field (object ${number}) takes an earlier field's name`);
  }
  for (const { number, value } of [...filled, ...added])
    if (as('ref', value)?.number !== signature)
      complaints.push(`form field (object ${number}) is not signed by this signature`);
  for (const { number, widgets } of filled)
    for (const holder of [number, ...widgets].map((each) => dictAt(after, refTo(each))))
      roots.push(...refsUnder(holder?.entries.get('V')), ...refsUnder(holder?.entries.get('AP')));
  return { roots, widgets: new Set([...filled, ...added].flatMap((field) => field.widgets)), complaints };
};
