import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toHex } from '../bytes.ts';
import { BedSignError } from '../errors/bedsign-error.ts';
import { refused } from '../test-kit/refused.ts';
import { decodeDeterministic, encodeDeterministic } from './encoding.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/** RFC 8949 Appendix A, as far as our values go. */
const examples: [value: unknown, hex: string][] = [
  [0, '00'],
  [10, '0a'],
  [23, '17'],
  [24, '1818'],
  [100, '1864'],
  [1000, '1903e8'],
  [1_000_000, '1a000f4240'],
  [1_000_000_000_000, '1b000000e8d4a51000'],
  [-1, '20'],
  [-100, '3863'],
  [-1000, '3903e7'],
  [1.1, 'fb3ff199999999999a'],
  [1.5, 'f93e00'],
  [3.402_823_466_385_288_6e38, 'fa7f7fffff'],
  [2 ** -24, 'f90001'],
  [-4.1, 'fbc010666666666666'],
  [false, 'f4'],
  [true, 'f5'],
  [null, 'f6'],
  [new Uint8Array(0), '40'],
  [new Uint8Array([1, 2, 3, 4]), '4401020304'],
  ['', '60'],
  ['IETF', '6449455446'],
  ['ü', '62c3bc'],
  ['水', '63e6b0b4'],
  ['𐅑', '64f0908591'],
  [[], '80'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [Array.from({ length: 25 }, (_, at) => at + 1), '98190102030405060708090a0b0c0d0e0f101112131415161718181819'],
  [{}, 'a0'],
  [{ a: 1, b: [2, 3] }, 'a26161016162820203'],
  [{ a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' }, 'a56161614161626142616361436164614461656145'],
];

test('encodes and decodes the examples of RFC 8949 Appendix A', () => {
  for (const [value, hex] of examples) {
    assert.equal(toHex(encodeDeterministic(value)), hex);
    assert.deepEqual(decodeDeterministic(bytes(hex)), value);
  }
});

/** The example of RFC 8949 §4.2.1 without its keys that are arrays, which no value of ours has. */
test('sorts keys bytewise by their encodings', () => {
  const keys = [false, 'aa', 100, 'z', -1, 10];
  const sorted = '0a 1864 20 617a 626161 f4'.split(' ').map((key) => `${key}00`);
  assert.equal(toHex(encodeDeterministic(new Map(keys.map((key) => [key, 0])))), `a6${sorted.join('')}`);
});

/** Each decodes with a lenient reader; none is the one encoding of its value. */
const refusals: [name: string, hex: string][] = [
  ['nothing', ''],
  ['a trailing byte', '00 00'],
  ['a cut-off string', '63 61 62'],
  ['a cut-off array', '83 01 02'],
  ['an integer longer than needed', '18 17'],
  ['an integer in two bytes too many', '1a 00 00 00 ff'],
  ['a negative integer longer than needed', '38 00'],
  ['a length longer than needed', '58 01 00'],
  ['an array length longer than needed', '98 01 00'],
  ['a map length longer than needed', 'b8 01 61 61 00'],
  ['an integer as a float', 'f9 3c 00'],
  ['a float longer than needed', 'fb 3f f8 00 00 00 00 00 00'],
  ['negative zero', 'f9 80 00'],
  ['indefinite-length bytes', '5f 41 00 ff'],
  ['indefinite-length text', '7f 61 61 ff'],
  ['an indefinite-length array', '9f 01 ff'],
  ['an indefinite-length map', 'bf 61 61 01 ff'],
  ['a key twice', 'a2 61 61 01 61 61 02'],
  ['keys out of order', 'a2 61 62 01 61 61 02'],
  ['a shorter key after a longer one', 'a2 62 61 61 01 61 7a 02'],
  ['a key that is no text', 'a1 01 02'],
  ['undefined', 'f7'],
  ['a tag', 'c1 1a 51 4b 67 b0'],
  ['a bignum', 'c2 49 01 00 00 00 00 00 00 00 00'],
  ['a simple value that has no meaning', 'f0'],
  ['a reserved length', '1c'],
  ['text that is not UTF-8', '62 c3 28'],
  ['half a surrogate pair', '63 ed a0 80'],
];
for (const [name, hex] of refusals)
  test(`refuses ${name}`, () => {
    refused(() => decodeDeterministic(bytes(hex)), 'EVIDENCE_MALFORMED');
  });

const { value: anyValue } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0 || 0),
    fc.boolean(),
    fc.constant(null),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array(),
  ),
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 30 }),
    fc.dictionary(
      fc.string({ unit: 'binary-ascii' }).filter((key) => key !== '__proto__'),
      tie('value'),
      {
        noNullPrototype: true,
      },
    ),
  ),
}));

test('what was encoded decodes to itself', () => {
  fc.assert(fc.property(anyValue, (value) => assert.deepEqual(decodeDeterministic(encodeDeterministic(value)), value)));
});

test('the order in which keys were set does not matter', () => {
  const entries = fc.uniqueArray(fc.tuple(fc.string(), fc.integer()), { selector: ([key]) => key });
  fc.assert(
    fc.property(entries, (given) => {
      const backwards = Object.fromEntries([...given].reverse());
      assert.equal(toHex(encodeDeterministic(Object.fromEntries(given))), toHex(encodeDeterministic(backwards)));
    }),
  );
});

test('a changed byte is refused by name, or is the one encoding of another value', () => {
  fc.assert(
    fc.property(anyValue, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, place, change) => {
      const before = encodeDeterministic(value);
      const at = place % before.length;
      const changed = before.with(at, (before[at] ?? 0) ^ change);
      try {
        const other = decodeDeterministic(changed);
        assert.equal(toHex(encodeDeterministic(other)), toHex(changed));
        assert.notDeepEqual(other, value);
      } catch (thrown) {
        if (!(thrown instanceof BedSignError)) throw thrown;
        assert.equal(thrown.code, 'EVIDENCE_MALFORMED');
      }
    }),
    { numRuns: 500 },
  );
});
