import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFContext, PDFNumber, type PDFObject, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { Cursor } from './cursor.ts';
import { parseObject } from './parse-object.ts';

const parse = (text: string): PDFObject =>
  parseObject(new Cursor(Buffer.from(text, 'latin1')), PDFContext.create(), (length) =>
    length instanceof PDFNumber ? length.asNumber() : length instanceof PDFRef ? 3 : undefined,
  );
const written = (object: PDFObject): string => {
  const bytes = Buffer.alloc(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes.toString('latin1').replace(/\s+/g, ' ');
};

/** What is read and written again must mean the same, for an update writes objects that it did not make. */
const roundTrips = {
  '/Name': '/Name',
  '/A#20B#2fC#2F': '/A#20B#2FC#2F',
  '(a (nested) \\) \\\\ text)': '(a (nested) \\) \\\\ text)',
  '(\xe9\x80\x00)': '(\xe9\x80\x00)',
  '<48 65>': '<48 65>',
  '[1 -2 +3 .5 -.5 4. 12 0 R 7 true null]': '[ 1 -2 3 0.5 -0.5 4 12 0 R 7 true null ]',
  '<</A/B/C<</D[]>>%comment\n/E(x)>>': '<< /A /B /C << /D [ ] >> /E (x) >>',
  '1 2': '1',
  '1 2 Rx': '1',
  '12345 3 R': '12345 3 R',
};
for (const [text, expected] of Object.entries(roundTrips))
  test(`reads ${JSON.stringify(text)}`, () => assert.equal(written(parse(text)), expected));

test('a stream ends where its length says, direct or not', () => {
  for (const length of ['3', '9 0 R']) {
    const stream = parse(`<< /Length ${length} >>\nstream\r\nabc\nendstream`);
    assert.ok(stream instanceof PDFRawStream);
    assert.equal(Buffer.from(stream.getContents()).toString(), 'abc');
  }
});

test('what is no object', () => {
  for (const text of ['', ']', '>>', '<<', '[', '(', '<', 'tru', '1.2.3', '--', '<< 1 2 >>', '<< /A >>'])
    assert.throws(() => parse(text), { code: 'DOCUMENT_DAMAGED' }, text);
  for (const length of ['2', '5', '99', '-1', 'null'])
    assert.throws(() => parse(`<< /Length ${length} >>\nstream\nabc\nendstream`), { code: 'DOCUMENT_DAMAGED' }, length);
});
