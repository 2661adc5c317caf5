import { PDFDict, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { openPdf, type PdfFile } from './file/open.ts';

/** The new file, and where each written object's value starts in it. */
export type UpdatedFile = { bytes: Uint8Array; valueAt: Map<PDFRef, number> };

/** Entries of a trailer that belong to one section only, or to the stream that carries it. */
const sectionOnly = ['Prev', 'XRefStm', 'Size', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms', 'ID'];

/**
 * The file's own bytes, followed by the objects in its context and a cross-reference section of the same kind as the
 * newest one (ISO 32000-1 §7.5.6, §7.5.8.4). `revisionId`: 16 bytes that name this revision (§14.4).
 */
export const appendUpdate = (file: PdfFile, revisionId: Uint8Array): UpdatedFile => {
  const out = new Appender(file.bytes);
  if (file.bytes.at(-1) !== 0x0a) out.text('\n');
  const valueAt = new Map<PDFRef, number>();
  const offsets: [PDFRef, number][] = [];
  for (const [ref, object] of file.context.enumerateIndirectObjects()) {
    offsets.push([ref, out.length]);
    out.text(`${ref.objectNumber} ${ref.generationNumber} obj\n`);
    valueAt.set(ref, out.length);
    out.object(object);
    out.text('\nendobj\n');
  }
  const start = out.length;
  const trailer = nextTrailer(file, revisionId);
  if (file.xref.kind === 'table') writeTable(out, offsets, trailer);
  else writeStream(out, [...offsets, [file.context.nextRef(), start]], trailer);
  out.text(`startxref\n${start}\n%%EOF\n`);
  return { bytes: out.toBytes(), valueAt };
};

/** The document as a reader will meet it after our updates, whatever stood behind its own end. */
export const emptyUpdate = (pdf: Uint8Array): Uint8Array => appendUpdate(openPdf(pdf), new Uint8Array(16)).bytes;

const nextTrailer = (file: PdfFile, revisionId: Uint8Array): PDFDict => {
  const trailer = PDFDict.withContext(file.context);
  for (const [key, value] of file.xref.trailer.entries())
    if (!sectionOnly.includes(key.decodeText())) trailer.set(key, value);
  const revision = PDFHexString.of(Buffer.from(revisionId).toString('hex'));
  const permanent = file.array(file.xref.trailer.get(PDFName.of('ID')))?.get(0);
  trailer.set(PDFName.of('ID'), file.context.obj([permanent ?? revision, revision]));
  trailer.set(PDFName.of('Prev'), PDFNumber.of(file.xref.position));
  trailer.set(PDFName.of('Size'), PDFNumber.of(file.context.largestObjectNumber + 1));
  return trailer;
};

/** Consecutive object numbers, as both kinds of section want them. */
const ranges = (offsets: [PDFRef, number][]): [PDFRef, number][][] => {
  const result: [PDFRef, number][][] = [];
  for (const entry of offsets) {
    const last = result.at(-1);
    if (last && last.at(-1)?.[0].objectNumber === entry[0].objectNumber - 1) last.push(entry);
    else result.push([entry]);
  }
  return result;
};

/** ISO 32000-1 §7.5.4: entries of exactly 20 bytes. */
const writeTable = (out: Appender, offsets: [PDFRef, number][], trailer: PDFDict): void => {
  out.text('xref\n');
  for (const range of ranges(offsets)) {
    out.text(`${range[0]?.[0].objectNumber} ${range.length}\n`);
    for (const [ref, offset] of range)
      out.text(`${String(offset).padStart(10, '0')} ${String(ref.generationNumber).padStart(5, '0')} n \n`);
  }
  out.text('trailer\n');
  out.object(trailer);
  out.text('\n');
};

/** ISO 32000-1 §7.5.8: type 1 entries of 1 + 4 + 2 bytes; the stream lists itself last. */
const writeStream = (out: Appender, offsets: [PDFRef, number][], trailer: PDFDict): void => {
  const data = Buffer.alloc(offsets.length * 7);
  for (const [row, [ref, offset]] of offsets.entries()) {
    data.writeUInt8(1, row * 7);
    data.writeUInt32BE(offset, row * 7 + 1);
    data.writeUInt16BE(ref.generationNumber, row * 7 + 5);
  }
  const own = offsets.at(-1)?.[0] ?? PDFRef.of(0);
  const { context } = trailer;
  trailer.set(PDFName.of('Type'), PDFName.of('XRef'));
  trailer.set(PDFName.of('Size'), PDFNumber.of(own.objectNumber + 1));
  trailer.set(PDFName.of('W'), context.obj([1, 4, 2]));
  const index = ranges(offsets).flatMap((range) => [range[0]?.[0].objectNumber ?? 0, range.length]);
  trailer.set(PDFName.of('Index'), context.obj(index));
  out.text(`${own.objectNumber} 0 obj\n`);
  out.object(PDFRawStream.of(trailer, data));
  out.text('\nendobj\n');
};

/** Bytes that grow at the end. */
class Appender {
  length: number;
  readonly #parts: Uint8Array[];

  constructor(start: Uint8Array) {
    this.#parts = [start];
    this.length = start.length;
  }

  #push(part: Uint8Array): void {
    this.#parts.push(part);
    this.length += part.length;
  }

  text(text: string): void {
    this.#push(Buffer.from(text, 'latin1'));
  }

  object(object: PDFObject): void {
    const part = new Uint8Array(object.sizeInBytes());
    object.copyBytesInto(part, 0);
    this.#push(part);
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}
