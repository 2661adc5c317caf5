import {
  PDFArray,
  PDFBool,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { latin1 } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { damaged } from './damaged.ts';

const Length = PDFName.of('Length');
const deepest = 200;
const constants = new Map<string, PDFObject>([
  ['true', PDFBool.True],
  ['false', PDFBool.False],
  ['null', PDFNull],
]);

/** Follows an indirect /Length. */
export type LengthOf = (length: PDFObject | undefined) => number | undefined;

/**
 * Reads one object (ISO 32000-1 §7.3) into pdf-lib's model. Strict where leniency would cost safety: a stream ends
 * where /Length says (§7.3.8.2), so data never passes for structure and time stays linear.
 */
export const parseObject = (cursor: Cursor, context: PDFContext, lengthOf: LengthOf, depth = 0): PDFObject => {
  if (depth > deepest) throw damaged('objects nested too deeply');
  const inner = (): PDFObject => parseObject(cursor, context, lengthOf, depth + 1);
  switch (cursor.skipSpace().peek()) {
    case 0x2f:
      return parseName(cursor);
    case 0x28:
      return parseString(cursor);
    case 0x5b:
      return parseArray(cursor, context, inner);
    case 0x3c:
      if (cursor.peek(1) !== 0x3c) return parseHexString(cursor);
      return parseStream(cursor, parseDict(cursor, context, inner), lengthOf);
    default:
      return parseNumberOrConstant(cursor);
  }
};

const parseName = (cursor: Cursor): PDFName => {
  cursor.expect('/');
  // pdf-lib knows #2F but not #2f, which it would escape once more when the name is written again.
  return PDFName.of(cursor.regular().replace(/#[0-9a-fA-F]{2}/g, (code) => code.toUpperCase()));
};

const parseString = (cursor: Cursor): PDFString => {
  cursor.expect('(');
  const start = cursor.position;
  for (let open = 1; open > 0; cursor.position += 1) {
    const byte = cursor.peek();
    if (byte === undefined) throw damaged('a string does not end');
    if (byte === 0x5c) cursor.position += 1;
    else if (byte === 0x28) open += 1;
    else if (byte === 0x29) open -= 1;
  }
  return PDFString.of(latin1(cursor.bytes.subarray(start, cursor.position - 1)));
};

const parseHexString = (cursor: Cursor): PDFHexString => {
  cursor.expect('<');
  const end = cursor.bytes.indexOf(0x3e, cursor.position);
  if (end < 0) throw damaged('a hexadecimal string does not end');
  const text = latin1(cursor.bytes.subarray(cursor.position, end));
  cursor.position = end + 1;
  return PDFHexString.of(text);
};

const parseArray = (cursor: Cursor, context: PDFContext, inner: () => PDFObject): PDFArray => {
  cursor.expect('[');
  const array = PDFArray.withContext(context);
  while (!cursor.skipSpace().accept(']')) array.push(inner());
  return array;
};

const parseDict = (cursor: Cursor, context: PDFContext, inner: () => PDFObject): PDFDict => {
  cursor.expect('<<');
  const dict = PDFDict.withContext(context);
  while (!cursor.skipSpace().accept('>>')) dict.set(parseName(cursor), inner());
  return dict;
};

const parseStream = (cursor: Cursor, dict: PDFDict, lengthOf: LengthOf): PDFDict | PDFRawStream => {
  const afterDict = cursor.position;
  if (!cursor.skipSpace().accept('stream')) {
    cursor.position = afterDict;
    return dict;
  }
  if (!cursor.accept('\r\n') && !cursor.accept('\n')) cursor.accept('\r');
  const length = lengthOf(dict.get(Length)) ?? -1;
  const end = cursor.position + length;
  if (length < 0 || end > cursor.bytes.length) throw damaged('a stream has no valid length');
  const contents = cursor.bytes.subarray(cursor.position, end);
  cursor.position = end;
  cursor.skipSpace().expect('endstream');
  return PDFRawStream.of(dict, contents);
};

const parseNumberOrConstant = (cursor: Cursor): PDFObject => {
  const start = cursor.position;
  const text = cursor.regular();
  const constant = constants.get(text);
  if (constant) return constant;
  if (!/^[+-]*(\d+\.?\d*|\.\d+)$/.test(text)) throw damaged(`unknown object at byte ${start}`);
  const value = Number(text.replace(/^[+-]+/, (signs) => (signs.includes('-') ? '-' : '')));
  return acceptReference(cursor, text, value) ?? PDFNumber.of(value);
};

/** `n g R` (ISO 32000-1 §7.3.10), of which the first number has been read. */
const acceptReference = (cursor: Cursor, text: string, objectNumber: number): PDFRef | undefined => {
  const afterFirst = cursor.position;
  if (/^\d+$/.test(text)) {
    const generation = cursor.skipSpace().acceptInteger();
    if (generation !== undefined && cursor.skipSpace().regular() === 'R') return PDFRef.of(objectNumber, generation);
  }
  cursor.position = afterFirst;
  return undefined;
};
