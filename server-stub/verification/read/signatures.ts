import { newBudget } from './decode.ts';
import { formFields } from './form.ts';
import { as, dictOf, type IndirectObject, isName, type PdfDict } from './object.ts';
import { openRevision, type Revision, readAllObjects } from './revision.ts';
import { damaged } from './tokenizer.ts';

/** A signed signature field; `object` is its signature dictionary and the bytes where that stands. */
export type FoundSignature = { fieldName: string; object: IndirectObject; dict: PdfDict };

/** Each costs a comparison of the whole document; a consent form has a handful. */
const maxSignatures = 100;

/** The signatures of the interactive form, in the order of its fields (ISO 32000-1 §12.7.4.5). */
const formSignatures = (revision: Revision): FoundSignature[] => {
  const seen = new Set<number>();
  const signatures = formFields(revision).flatMap((field): FoundSignature[] => {
    if (field.type !== 'Sig' || revision.resolve(field.value) === null) return [];
    const number = as('ref', field.value)?.number ?? damaged(`value of signature field ${field.name} is not indirect`);
    const { start, end, generation, value } = revision.object(number) ?? {};
    const dict = as('dict', value);
    if (!dict || start === undefined || end === undefined || generation === undefined)
      return damaged(`value of signature field ${field.name} is not an object of its own`);
    if (seen.has(number)) damaged(`two fields share the signature in object ${number}`);
    seen.add(number);
    return [{ fieldName: field.name, object: { number, generation, value: dict, start, end }, dict }];
  });
  return signatures.length > maxSignatures ? damaged(`more than ${maxSignatures} signatures`) : signatures;
};

/**
 * Reads the whole file: the signatures that its form shows, and complaints about others. DOCUMENT_NOT_PDF,
 * DOCUMENT_ENCRYPTED, or DOCUMENT_DAMAGED where the bytes leave any doubt.
 */
export const readSignatures = (
  pdf: Uint8Array,
): { revision: Revision; signatures: FoundSignature[]; hidden: string[] } => {
  const revision = openRevision(pdf, newBudget());
  readAllObjects(revision);
  const signatures = formSignatures(revision);
  return { revision, signatures, hidden: hiddenSignatures(revision, signatures) };
};

/**
 * Signatures that the form does not show: objects that look like one, and the word /ByteRange anywhere else in the
 * bytes. A copy that another reader might find and believe makes the file ambiguous.
 */
const hiddenSignatures = (revision: Revision, shown: FoundSignature[]): string[] => {
  const numbers = new Set(shown.map(({ object }) => object.number));
  const objects = [...revision.entries.keys()].filter((number) => {
    const entries = dictOf(revision.object(number)?.value)?.entries;
    const isSignature = isName(entries?.get('Type'), 'Sig') || isName(entries?.get('Type'), 'DocTimeStamp');
    return (isSignature || entries?.has('ByteRange')) && !numbers.has(number);
  });
  const complaints = objects.map((number) => `object ${number} is a signature that no field of the form shows`);
  const file = Buffer.from(revision.bytes.buffer, revision.bytes.byteOffset, revision.bytes.byteLength);
  for (let at = file.indexOf('/ByteRange'); at >= 0 && complaints.length < 20; at = file.indexOf('/ByteRange', at + 1))
    if (!shown.some(({ object }) => object.start <= at && at < object.end))
      complaints.push(`a signature dictionary at ${at} belongs to no field of the form`);
  return complaints;
};
