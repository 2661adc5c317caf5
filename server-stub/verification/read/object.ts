import { damaged, latin1, nextToken, type PdfString, type Scanner, skipSpace, type Token } from './tokenizer.ts';

export type PdfName = { kind: 'name'; name: string };
export type PdfReal = { kind: 'real'; value: number };
export type PdfRef = { kind: 'ref'; number: number; generation: number };
export type PdfArray = { kind: 'array'; items: PdfValue[] };
export type PdfDict = { kind: 'dict'; entries: Map<string, PdfValue> };
/** `data` is the stream as it stands in the file, still encoded. */
export type PdfStream = { kind: 'stream'; dict: PdfDict; data: Uint8Array };
/** ISO 32000-1 §7.3. An integer is a number; everything else says what it is. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfReal
  | PdfName
  | PdfString
  | PdfRef
  | PdfArray
  | PdfDict
  | PdfStream;
type Kind = Exclude<PdfValue, null | boolean | number>['kind'];

/** An indirect object and the bytes [start, end) from its number to `endobj`. */
export type IndirectObject = { number: number; generation: number; value: PdfValue; start: number; end: number };

const maxDepth = 100;

/** `value` if it is of that kind. */
export const as = <K extends Kind>(kind: K, value: PdfValue | undefined): Extract<PdfValue, { kind: K }> | undefined =>
  typeof value === 'object' && value !== null && value.kind === kind
    ? (value as Extract<PdfValue, { kind: K }>)
    : undefined;

/** The dictionary of a dictionary or stream. */
export const dictOf = (value: PdfValue | undefined): PdfDict | undefined =>
  as('dict', value) ?? as('stream', value)?.dict;

export const isName = (value: PdfValue | undefined, name: string): boolean => as('name', value)?.name === name;

/** The number behind an integer or real. */
export const numberOf = (value: PdfValue | undefined): number | undefined =>
  typeof value === 'number' ? value : as('real', value)?.value;

const readArray = (scanner: Scanner, depth: number): PdfArray => {
  const items: PdfValue[] = [];
  for (;;) {
    const token = nextToken(scanner);
    if (token.kind === 'delimiter' && token.text === ']') return { kind: 'array', items };
    items.push(valueFrom(token, scanner, depth));
  }
};

/** A key given twice means different things to different readers, so it is refused. */
const readDict = (scanner: Scanner, depth: number): PdfDict => {
  const entries = new Map<string, PdfValue>();
  for (;;) {
    const key = nextToken(scanner);
    if (key.kind === 'delimiter' && key.text === '>>') return { kind: 'dict', entries };
    if (key.kind !== 'name') return damaged(`dictionary key expected before ${scanner.at}`);
    if (entries.has(key.name)) damaged(`key /${key.name} stands twice in the dictionary before ${scanner.at}`);
    entries.set(key.name, valueFrom(nextToken(scanner), scanner, depth));
  }
};

/** §7.3.10: `12 0 R` starts like a number. */
const readNumberOrRef = (number: number, scanner: Scanner): number | PdfRef => {
  const before = scanner.at;
  const generation = nextToken(scanner);
  if (generation.kind === 'integer' && generation.value >= 0 && number > 0) {
    const keyword = nextToken(scanner);
    if (keyword.kind === 'keyword' && keyword.text === 'R')
      return { kind: 'ref', number, generation: generation.value };
  }
  scanner.at = before;
  return number;
};

const keywords = new Map<string, null | boolean>([
  ['null', null],
  ['true', true],
  ['false', false],
]);

const valueFrom = (token: Token, scanner: Scanner, depth: number): PdfValue => {
  if (depth > maxDepth) damaged(`objects nest deeper than ${maxDepth}`);
  if (token.kind === 'integer') return readNumberOrRef(token.value, scanner);
  if (token.kind === 'real' || token.kind === 'name' || token.kind === 'string') return token;
  if (token.kind === 'delimiter' && token.text === '<<') return readDict(scanner, depth + 1);
  if (token.kind === 'delimiter' && token.text === '[') return readArray(scanner, depth + 1);
  const keyword = token.kind === 'keyword' ? keywords.get(token.text) : undefined;
  return keyword === undefined ? damaged(`no object before ${scanner.at}`) : keyword;
};

/** One direct object at the scanner's position. */
export const readValue = (scanner: Scanner): PdfValue => valueFrom(nextToken(scanner), scanner, 0);

export const expectKeyword = (scanner: Scanner, keyword: string): void => {
  const token = nextToken(scanner);
  if (token.kind !== 'keyword' || token.text !== keyword) damaged(`'${keyword}' expected before ${scanner.at}`);
};

const expectInteger = (scanner: Scanner): number => {
  const token = nextToken(scanner);
  return token.kind === 'integer' && token.value >= 0 ? token.value : damaged(`integer expected before ${scanner.at}`);
};

/** §7.3.8: the data starts after `stream` and CRLF or LF, is /Length long, and `endstream` follows. */
const readStream = (scanner: Scanner, dict: PdfDict, lengthOf: (value: PdfValue) => PdfValue): PdfStream => {
  if (scanner.bytes[scanner.at] === 13) scanner.at++;
  if (scanner.bytes[scanner.at++] !== 10) damaged(`no end of line after 'stream' before ${scanner.at}`);
  const length = lengthOf(dict.entries.get('Length') ?? null);
  if (typeof length !== 'number' || length < 0 || scanner.at + length > scanner.end)
    return damaged(`stream at ${scanner.at} has no usable /Length`);
  const data = scanner.bytes.subarray(scanner.at, scanner.at + length);
  scanner.at += length;
  expectKeyword(scanner, 'endstream');
  return { kind: 'stream', dict, data };
};

/**
 * The indirect object whose number stands exactly at `offset` and which ends before `limit` (§7.3.10).
 * `lengthOf` resolves a stream's /Length, which may be an indirect object itself.
 */
export const readIndirect = (
  bytes: Uint8Array,
  offset: number,
  limit: number,
  lengthOf: (value: PdfValue) => PdfValue,
): IndirectObject => {
  const scanner: Scanner = { bytes, at: offset, end: limit };
  if (!/^\d$/.test(latin1(bytes, offset, offset + 1))) damaged(`no object stands at ${offset}`);
  const number = expectInteger(scanner);
  const generation = expectInteger(scanner);
  expectKeyword(scanner, 'obj');
  let value = readValue(scanner);
  skipSpace(scanner);
  if (value !== null && typeof value === 'object' && value.kind === 'dict') {
    if (latin1(bytes, scanner.at, Math.min(scanner.at + 6, limit)) === 'stream') {
      scanner.at += 6;
      value = readStream(scanner, value, lengthOf);
    }
  }
  expectKeyword(scanner, 'endobj');
  return { number, generation, value, start: offset, end: scanner.at };
};
