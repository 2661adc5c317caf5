import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { Bytes, bytesOf, equalBytes, toHex } from './bytes.ts';
import { check } from './check.ts';
import { refused } from './test-kit/refused.ts';

const Person = Type.Object(
  { name: Type.String({ maxLength: 3 }), beds: Type.Array(Type.Object({ number: Type.Integer() })) },
  { additionalProperties: false },
);
const fits = { name: 'ab', beds: [{ number: 1 }, { number: 2 }] };

test('returns the very value that fits', () => {
  assert.equal(check(Person, fits), fits);
  assert.equal(check(Person, fits), fits, 'again, with the compiled schema');
});

const misfits: [name: string, value: unknown, place: RegExp][] = [
  ['a name that is too long', { ...fits, name: 'abcd' }, /^\/name /],
  ['the second of two beds', { ...fits, beds: [{ number: 1 }, { number: 'x' }] }, /^\/beds\/1\/number /],
  ['the first misfit where there are two', { name: 7, beds: 7 }, /^\/name /],
  ['an unknown key', { ...fits, extra: 1 }, /^\/extra /],
  ['a missing key', { name: 'ab' }, /^\/ .*beds/],
  ['another kind of value', null, /^\/ /],
];
for (const [name, value, place] of misfits)
  test(`names ${name}, and not what stands there`, () => {
    const detail = refused(() => check(Person, value), 'INVALID_REQUEST');
    assert.match(detail, place);
    assert.doesNotMatch(detail, /abcd/);
  });

test('refuses by the code it is given', () => {
  refused(() => check(Person, {}, 'CONFIG_INVALID'), 'CONFIG_INVALID');
});

test('bytes are bytes, of their length', () => {
  check(Bytes, new Uint8Array(0));
  check(Bytes, Buffer.from('x'));
  check(bytesOf(2), new Uint8Array(2));
  for (const other of ['ab', [1, 2], new Uint16Array(2), new ArrayBuffer(2), null])
    for (const schema of [Bytes, bytesOf(2)]) refused(() => check(schema, other), 'INVALID_REQUEST');
  refused(() => check(bytesOf(2), new Uint8Array(3)), 'INVALID_REQUEST');
});

test('hex and comparison', () => {
  assert.equal(toHex(new Uint8Array([0, 1, 171, 255])), '0001abff');
  assert.ok(equalBytes(new Uint8Array([1, 2]), Buffer.from([1, 2])));
  assert.ok(!equalBytes(new Uint8Array([1, 2]), new Uint8Array([1])));
  assert.ok(!equalBytes(new Uint8Array([1, 2]), new Uint8Array([1, 3])));
});
