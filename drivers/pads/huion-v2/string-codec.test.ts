import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DriverError } from '../../driver-error.ts';
import { decodeParameters, decodeText, encodeParameters, encodeText } from './string-codec.ts';

const gaomonM7 = Uint8Array.from(Buffer.from('1303e9c900048600ff1fd813030d1000043c3e', 'hex'));

test('string 200 of a real Gaomon M7', () => {
  assert.deepEqual(decodeParameters(gaomonM7), {
    maxX: 51689,
    maxY: 34308,
    maxPressure: 8191,
    linesPerInch: 5080,
    buttons: 13,
  });
});

test('string 200 that is cut short, a text, or without a range is refused', () => {
  const withoutRange = gaomonM7.slice();
  withoutRange.fill(0, 2, 5);
  const texts = [encodeText('not supported'), Uint8Array.from([20, 3, ...Buffer.from('plain ASCII answer')])];
  for (const answer of [gaomonM7.subarray(0, 4), gaomonM7.subarray(0, 17), new Uint8Array(), withoutRange, ...texts])
    assert.throws(() => decodeParameters(answer), { name: 'DriverError', code: 'PROTOCOL' });
});

test('firmware text, with and without a trailing NUL', () => {
  assert.equal(decodeText(encodeText('HUION_M19p_200723')), 'HUION_M19p_200723');
  assert.equal(decodeText(encodeText('HUION_M19p_200723\0')), 'HUION_M19p_200723');
  assert.throws(() => decodeText(Uint8Array.from([4, 1, 0x41, 0])), { code: 'PROTOCOL' });
});

test('what the pad writes is what the driver reads', () => {
  const uint = (max: number) => fc.integer({ min: 1, max });
  const parameters = fc.record({
    maxX: uint(0xffffff),
    maxY: uint(0xffffff),
    maxPressure: uint(0xffff),
    linesPerInch: uint(0xffff),
    buttons: fc.integer({ min: 0, max: 255 }),
  });
  fc.assert(fc.property(parameters, (p) => assert.deepEqual(decodeParameters(encodeParameters(p)), { ...p })));
});

test('any bytes: an answer or a DriverError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 255 }), (answer) => {
      for (const decode of [decodeParameters, decodeText])
        try {
          decode(answer);
        } catch (error) {
          assert.ok(error instanceof DriverError);
        }
    }),
    { numRuns: 5000 },
  );
});
