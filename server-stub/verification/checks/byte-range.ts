import { type Finding, fails, holds, messageOf } from '../finding.ts';
import { as } from '../read/object.ts';
import type { FoundSignature } from '../read/signatures.ts';
import { readStartxref } from '../read/xref.ts';

/** The bytes a signature covers: [0, gap) and [gapEnd, end). */
export type Covered = { gap: number; gapEnd: number; end: number; contents: Uint8Array };

const lettersMix = (text: string): boolean => /[a-f]/.test(text) && /[A-F]/.test(text);

/** `startxref … %%EOF` must end the covered part, so that it is a revision of the file and not a piece of one. */
const endsRevision = (pdf: Uint8Array, end: number): string => {
  try {
    readStartxref(pdf.subarray(0, end));
    return '';
  } catch (thrown) {
    return messageOf(thrown);
  }
};

/**
 * Check `byte-range` (ISO 32000-1 §12.8.1, ETSI EN 319 142-1 §5.5): `[0 a b c]`, four plain integers, whose gap is
 * exactly the hexadecimal string /Contents of this very dictionary, delimiters included, and whose end is the end of
 * a revision. Hexadecimal digits in one case and without spaces, so that no byte in the gap can change unseen.
 */
export const checkByteRange = (pdf: Uint8Array, { dict }: FoundSignature): { finding: Finding; covered?: Covered } => {
  const refuse = (detail: string): { finding: Finding } => ({ finding: fails(detail) });
  const range = as('array', dict.entries.get('ByteRange'));
  const contents = as('string', dict.entries.get('Contents'));
  if (!range) return refuse('/ByteRange is missing or not an array');
  const [zero, gap, gapEnd, rest, ...more] = range.items;
  if (typeof zero !== 'number' || typeof gap !== 'number' || typeof gapEnd !== 'number' || typeof rest !== 'number')
    return refuse('/ByteRange is not four integers');
  if (more.length > 0) return refuse(`/ByteRange has ${range.items.length} entries instead of 4`);
  if (zero !== 0) return refuse(`/ByteRange starts at ${zero} instead of 0`);
  if (gap < 0 || gapEnd <= gap || rest < 0) return refuse('/ByteRange is negative or reversed');
  const end = gapEnd + rest;
  if (end > pdf.length) return refuse(`/ByteRange ends at ${end}, the file at ${pdf.length}`);
  if (!contents?.hex) return refuse('/Contents is missing or not a hexadecimal string');
  if (contents.start !== gap || contents.end !== gapEnd)
    return refuse(`the gap ${gap}–${gapEnd} is not /Contents, which stands at ${contents.start}–${contents.end}`);
  const digits = Buffer.from(pdf.subarray(gap + 1, gapEnd - 1)).toString('latin1');
  if (!/^([0-9A-Fa-f]{2})+$/.test(digits) || lettersMix(digits))
    return refuse('/Contents is empty or not written as plain hexadecimal digits of one case');
  const broken = endsRevision(pdf, end);
  if (broken) return refuse(`the covered part ends at ${end}, which is not the end of a revision: ${broken}`);
  return {
    finding: holds(`covers bytes 0–${gap} and ${gapEnd}–${end} of ${pdf.length}`),
    covered: { gap, gapEnd, end, contents: contents.bytes },
  };
};

/** The covered bytes in one piece. */
export const coveredBytes = (pdf: Uint8Array, { gap, gapEnd, end }: Covered): Uint8Array => {
  const bytes = new Uint8Array(gap + end - gapEnd);
  bytes.set(pdf.subarray(0, gap));
  bytes.set(pdf.subarray(gapEnd, end), gap);
  return bytes;
};
