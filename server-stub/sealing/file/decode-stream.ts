import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, type PDFRawStream } from '@cantoo/pdf-lib';
import { damaged } from './damaged.ts';

/** Most bytes that one stream may inflate to, against compression bombs. */
const largest = 64 * 1024 * 1024;

const numberIn = (dict: PDFObject | undefined, key: string, otherwise: number): number => {
  const value = dict instanceof PDFDict ? dict.get(PDFName.of(key)) : undefined;
  return value instanceof PDFNumber ? value.asNumber() : otherwise;
};
const first = (value: PDFObject | undefined): PDFObject | undefined =>
  value instanceof PDFArray ? (value.size() > 0 ? value.get(0) : undefined) : value;

/** The names of a stream's filters, in order of decoding. */
export const filtersOf = (stream: PDFRawStream): string[] => {
  const filter = stream.dict.get(PDFName.of('Filter'));
  const names = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : [];
  return names.map((name) => (name instanceof PDFName ? name.decodeText() : '?'));
};

export const inflate = (bytes: Uint8Array): Uint8Array => {
  try {
    return inflateSync(bytes, { maxOutputLength: largest });
  } catch (cause) {
    throw damaged('a compressed stream cannot be read', cause);
  }
};

/**
 * Data of a cross-reference or object stream: plain or Flate, with a PNG predictor (ISO 32000-1 §7.4.4), which is all
 * that PDF writers use there.
 */
export const decodeStructure = (stream: PDFRawStream): Uint8Array => {
  const filters = filtersOf(stream);
  if (filters.length === 0) return stream.getContents();
  if (filters.length > 1 || filters[0] !== 'FlateDecode') throw damaged('a structure stream uses an unknown filter');
  const data = inflate(stream.getContents());
  const parameters = first(stream.dict.get(PDFName.of('DecodeParms')));
  const predictor = numberIn(parameters, 'Predictor', 1);
  if (predictor === 1) return data;
  const columns = numberIn(parameters, 'Columns', 1);
  const plain = numberIn(parameters, 'Colors', 1) === 1 && numberIn(parameters, 'BitsPerComponent', 8) === 8;
  if (predictor < 10 || !plain || !(columns > 0)) throw damaged('a structure stream uses an unknown predictor');
  return undoPngPrediction(data, columns);
};

const paeth = (left: number, up: number, upLeft: number): number => {
  const estimate = left + up - upLeft;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)];
  return a <= b && a <= c ? left : b <= c ? up : upLeft;
};

/** One byte per pixel (ISO/IEC 15948 §9.2). */
const undoPngPrediction = (data: Uint8Array, columns: number): Uint8Array => {
  const rows = Math.floor(data.length / (columns + 1));
  const result = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const type = data[row * (columns + 1)] ?? 0;
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const left = column > 0 ? (result[at - 1] ?? 0) : 0;
      const up = row > 0 ? (result[at - columns] ?? 0) : 0;
      const upLeft = row > 0 && column > 0 ? (result[at - columns - 1] ?? 0) : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][type];
      if (predicted === undefined) throw damaged('a structure stream has a wrong predictor');
      result[at] = (data[row * (columns + 1) + 1 + column] ?? 0) + predicted;
    }
  }
  return result;
};
