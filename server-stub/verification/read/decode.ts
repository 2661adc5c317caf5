import { inflateSync } from 'node:zlib';
import { as, isName, type PdfDict, type PdfStream, type PdfValue } from './object.ts';
import { damaged } from './tokenizer.ts';

/** How many more decoded bytes one verification may hold; a small file can inflate to a very large one. */
export type Budget = { bytesLeft: number };
export const newBudget = (): Budget => ({ bytesLeft: 64 * 1024 * 1024 });

const inflate = (data: Uint8Array, budget: Budget): Uint8Array => {
  try {
    return new Uint8Array(inflateSync(data, { maxOutputLength: Math.max(1, budget.bytesLeft) }));
  } catch (cause) {
    return damaged(`stream does not inflate: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
};

const paeth = (left: number, up: number, upLeft: number): number => {
  const estimate = left + up - upLeft;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
};

/** PNG filter types 0–4 (RFC 2083 §6): what is added to each byte. */
const pngFilters: ((left: number, up: number, upLeft: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

/** ISO 32000-1 §7.4.4.4, with one byte per sample as cross-reference streams have it. */
const undoPng = (data: Uint8Array, columns: number): Uint8Array => {
  const rows = Math.ceil(data.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const filter = pngFilters[data[row * (columns + 1)] ?? -1] ?? damaged('unknown PNG predictor');
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = column > 0 ? (out[at - 1] ?? 0) : 0;
      const up = row > 0 ? (out[at - columns] ?? 0) : 0;
      const upLeft = row > 0 && column > 0 ? (out[at - columns - 1] ?? 0) : 0;
      out[at] = (data[row * (columns + 1) + column + 1] ?? 0) + filter(left, up, upLeft);
    }
  }
  return out;
};

const single = (value: PdfValue | undefined): PdfValue => {
  const array = as('array', value);
  if (!array) return value ?? null;
  return array.items.length <= 1 ? (array.items[0] ?? null) : damaged('more than one filter on a structural stream');
};

const positive = (dict: PdfDict, key: string, otherwise: number): number => {
  const value = dict.entries.get(key) ?? otherwise;
  return typeof value === 'number' && value > 0 && value <= 0xffff ? value : damaged(`/${key} is not usable`);
};

/**
 * The decoded data of a cross-reference or object stream (ISO 32000-1 §7.5.7, §7.5.8): plain or FlateDecode,
 * without predictor or with a PNG one. Page content is compared encoded and never decoded.
 */
export const decodeStructural = (stream: PdfStream, budget: Budget): Uint8Array => {
  const filter = single(stream.dict.entries.get('Filter'));
  if (filter === null) return stream.data;
  if (!isName(filter, 'FlateDecode')) return damaged('filter of a structural stream is not FlateDecode');
  const inflated = inflate(stream.data, budget);
  budget.bytesLeft -= inflated.length;
  const parameters = as('dict', single(stream.dict.entries.get('DecodeParms')));
  if (!parameters || positive(parameters, 'Predictor', 1) === 1) return inflated;
  if (positive(parameters, 'Predictor', 1) < 10) return damaged('unknown predictor of a structural stream');
  if (positive(parameters, 'Colors', 1) !== 1 || positive(parameters, 'BitsPerComponent', 8) !== 8)
    return damaged('predictor of a structural stream is not byte-wise');
  return undoPng(inflated, positive(parameters, 'Columns', 1));
};
