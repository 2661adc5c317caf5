/** PDFs for tests as latin-1 text: one character is one byte, so that offsets can be counted in the text. */

export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** Object bodies by number. */
export type Objects = Record<number, string>;

export const stream = (data: string, entries = ''): string =>
  `<< /Length ${data.length} ${entries} >>\nstream\n${data}\nendstream`;

const entryLine = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;

/** Objects, a table that names them, a trailer and startxref, to stand at `base` in a file. */
export const section = (base: number, objects: Objects, trailer: string, freeHead: boolean): string => {
  let text = '';
  const lines: [number, string][] = [];
  for (const [number, body] of Object.entries(objects)) {
    lines.push([Number(number), entryLine(base + text.length)]);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const table = lines.map(([number, line]) => `${number} 1\n${line}`).join('');
  const head = freeHead ? '0 1\n0000000000 65535 f \n' : '';
  return `${text}xref\n${head}${table}trailer\n<< ${trailer} >>\nstartxref\n${base + text.length}\n%%EOF\n`;
};

export const startxrefOf = (pdf: string): number => Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);

/** `pdf` and one incremental update. */
export const update = (pdf: string, objects: Objects, size: number, extra = '', root = 1): string =>
  pdf + section(pdf.length, objects, `/Size ${size} /Root ${root} 0 R /Prev ${startxrefOf(pdf)} ${extra}`, false);

/** A one-page form with a text field, an empty signature field, a font, a link and document information. */
export const baseObjects: Objects = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [7 0 R 8 0 R 9 0 R] >>',
  4: stream('BT /F1 12 Tf 72 700 Td (Operation: left knee) Tj ET'),
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  6: '<< /Fields [7 0 R 8 0 R] /DA (/F1 12 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >>',
  7: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (amount) /V (100) /Rect [72 600 200 620] /P 3 0 R /AP << /N 10 0 R >> >>',
  8: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (doctor) /Rect [72 100 200 140] /P 3 0 R >>',
  9: '<< /Type /Annot /Subtype /Link /Rect [72 500 200 520] /Border [0 0 0] >>',
  10: stream('BT (100) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 128 20]'),
  11: '<< /Title (Consent) >>',
};

export const basePdf = (objects: Objects = baseObjects): string => {
  const header = '%PDF-1.7\n';
  const size = Math.max(...Object.keys(objects).map(Number)) + 1;
  return header + section(header.length, objects, `/Size ${size} /Root 1 0 R /Info 11 0 R`, true);
};
