import { BedSignError } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { type PDFContext, PDFHexString, type PDFObject } from '@cantoo/pdf-lib';

/** Room for a CMS SignedData with its certificates and time stamp, bytes. */
const reserved = 16 * 1024;
/** As wide as the longest value of four offsets below 10 GB. */
const unknown = 9_999_999_999;

/** Values that hold the place of /ByteRange and /Contents until the file's length is known. */
export const placeholders = (context: PDFContext): { ByteRange: PDFObject; Contents: PDFObject } => ({
  ByteRange: context.obj([0, unknown, unknown, unknown]),
  Contents: PDFHexString.of('0'.repeat(reserved * 2)),
});

/** The two ends of the gap that the signature itself fills, angle brackets included (ISO 32000-1 §12.8.1). */
export type Gap = { start: number; end: number };

/** Writes /ByteRange into the signature dictionary that starts at `valueAt`: all of the file but the gap. */
export const fillByteRange = (bytes: Uint8Array, valueAt: number): Gap => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = text.indexOf('<0000', text.indexOf('/Contents', valueAt));
  const end = start + reserved * 2 + 2;
  const rangeAt = text.indexOf('[', text.indexOf('/ByteRange', valueAt));
  const room = text.indexOf(']', rangeAt) + 1 - rangeAt;
  text.write(`[0 ${start} ${end} ${bytes.length - end}]`.padEnd(room), rangeAt, 'latin1');
  return { start, end };
};

/** SM3 of what /ByteRange covers. */
export const digestByteRange = (bytes: Uint8Array, gap: Gap): Uint8Array =>
  sm3(Buffer.concat([bytes.subarray(0, gap.start), bytes.subarray(gap.end)]));

/** Writes the CMS into the gap; the zeros after it stay as padding (ETSI EN 319 142-1 §5.3). */
export const fillContents = (bytes: Uint8Array, gap: Gap, cms: Uint8Array): void => {
  if (cms.length > reserved) throw new BedSignError('INTERNAL', `CMS of ${cms.length} bytes, room for ${reserved}`);
  const target = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  target.write(Buffer.from(cms).toString('hex'), gap.start + 1, 'latin1');
};
