import { firstDer } from './der.ts';

/** One signature as it stands in the file: what its ByteRange covers, and its CMS (ISO 32000-1 §12.8.1). */
export type PdfSignature = { covered: Uint8Array; cms: Uint8Array };

/** The file's signatures in the order in which they stand in it. */
export const pdfSignatures = (pdf: Uint8Array): PdfSignature[] => {
  const bytes = Buffer.from(pdf);
  const ranges = bytes.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g);
  return [...ranges].map((match) => {
    const [start = 0, length = 0, next = 0, rest = 0] = match.slice(1).map(Number);
    const contents = bytes.toString('latin1', start + length, next);
    if (!/^<[0-9a-f]+>$/i.test(contents)) throw new Error('the gap is not a hexadecimal string');
    return {
      covered: Buffer.concat([bytes.subarray(start, start + length), bytes.subarray(next, next + rest)]),
      cms: firstDer(Buffer.from(contents.slice(1, -1), 'hex')).whole,
    };
  });
};
