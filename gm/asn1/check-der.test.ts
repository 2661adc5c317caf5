import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii, concat, fromHex } from '../bytes.ts';
import { checkDer } from './check-der.ts';
import { encodeOid, encodeTlv, readOid, readSingle, tag } from './der.ts';

const nested = (levels: number) =>
  Array.from({ length: levels }).reduce<Uint8Array>((inner) => encodeTlv(tag.sequence, inner), new Uint8Array());
const time = (type: number, text: string) => encodeTlv(type, ascii(text));

const good: [string, Uint8Array][] = [
  ['an empty sequence', fromHex('3000')],
  ['integers 0, -1, 127, 128, -129', fromHex('30110201000201ff02017f020200800202ff7f')],
  ['booleans', fromHex('30060101000101ff')],
  ['bit strings', fromHex('30100301000302000003020780030306ff40')],
  ['a context tag with anything inside', fromHex('a003800100')],
  ['a string of 128 bytes', encodeTlv(tag.octetString, new Uint8Array(128))],
  ['64 levels less one', nested(63)],
  ['times', encodeTlv(tag.set, time(23, '260101000000Z'), time(24, '20260101000000.5Z'), time(24, '20500101000000Z'))],
];

const bad: [string, Uint8Array][] = [
  ['nothing', new Uint8Array()],
  ['a tag alone', fromHex('30')],
  ['trailing byte', fromHex('300000')],
  ['indefinite length', fromHex('30800000')],
  ['indefinite length inside', fromHex('3006308002010000')],
  ['a length of one byte written in two', fromHex('30810402020101')],
  ['length with a leading zero', concat(fromHex('0482000180'), new Uint8Array(128))],
  ['length of five bytes', fromHex('0485010000000000')],
  ['length of the reserved form', fromHex('04ff')],
  ['length field cut', fromHex('048201')],
  ['longer than what is there', fromHex('04847fffffff00')],
  ['longer than its parent', fromHex('3003040201')],
  ['longer than its parent, within the input', fromHex('30063003040201020100')],
  ['multi-byte tag', fromHex('1f810101')],
  ['constructed OCTET STRING', fromHex('240404020101')],
  ['constructed UTF8String', fromHex('2c040c0201ff')],
  ['primitive SEQUENCE', fromHex('1000')],
  ['end of contents', fromHex('30020000')],
  ['boolean 1', fromHex('010101')],
  ['boolean of two bytes', fromHex('0102ffff')],
  ['empty boolean', fromHex('0100')],
  ['empty integer', fromHex('0200')],
  ['integer with a needless zero', fromHex('0202007f')],
  ['integer with a needless ff', fromHex('0202ff80')],
  ['enumerated with a needless zero', fromHex('0a020001')],
  ['empty bit string', fromHex('0300')],
  ['bit string with unused bits of nothing', fromHex('030101')],
  ['eight unused bits', fromHex('03020800')],
  ['unused bits that are set', fromHex('03020301')],
  ['null with content', fromHex('050100')],
  ['empty OID', fromHex('0600')],
  ['OID that does not end', fromHex('060181')],
  ['OID of 101 bytes', encodeTlv(tag.oid, new Uint8Array(101).fill(1))],
  ['integer of a megabyte', encodeTlv(tag.integer, new Uint8Array(1_000_000).fill(1))],
  ['OID with a padded arc', fromHex('06032a8001')],
  ['UTCTime without seconds', time(23, '2601010000Z')],
  ['UTCTime with an offset', time(23, '260101000000+0800')],
  ['GeneralizedTime of local time', time(24, '20260101000000')],
  ['fraction with a trailing zero', time(24, '20260101000000.50Z')],
  ['64 levels', nested(64)],
  ['a million levels', new Uint8Array(2_000_000).fill(0x30)],
];

for (const [name, der] of good) test(`DER: ${name}`, () => checkDer(der));
for (const [name, der] of bad) {
  test(`not DER: ${name}`, () => assert.throws(() => checkDer(der), { code: 'ASN1_MALFORMED' }));
}

test('object identifiers come back as they went', () => {
  for (const dotted of [
    '0.9',
    '1.2.156.10197.1.501',
    '2.5.29.15',
    '2.25.338770000845734292534325025077361652240',
    '2.999.3',
  ]) {
    assert.equal(readOid(readSingle(encodeOid(dotted), tag.oid)), dotted);
  }
});

test('an object identifier that nobody checked before is not worked on for hours', () => {
  const arc = encodeTlv(tag.oid, new Uint8Array(1_000_000).fill(0xff), new Uint8Array([1]));
  assert.throws(() => readOid(readSingle(arc, tag.oid)), { code: 'ASN1_MALFORMED' });
});
