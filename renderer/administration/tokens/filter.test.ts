import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applicationParts, isNumber, toFilter } from './filter.ts';

test('a number is a serial number or a digest by its length, however it was copied', () => {
  const serial = '4a'.repeat(16);
  const digest = 'b7'.repeat(32);
  assert.deepEqual(toFilter({ number: serial }), { serial });
  assert.deepEqual(toFilter({ number: ` ${digest.toUpperCase()}\n` }), { digest });
  assert.deepEqual(toFilter({ number: digest.replace(/(..)(?=.)/g, '$1:') }), { digest });
  for (const number of [serial, digest, 'a1'.repeat(48), 'a1'.repeat(64)]) assert.ok(isNumber(number));
  for (const number of ['', 'xyz', '4a'.repeat(15), 'a1'.repeat(65)]) assert.ok(!isNumber(number));
});

test('what is empty asks for nothing; the end of a range is the end of its second', () => {
  assert.deepEqual(toFilter({ number: '', application: ' ', from: '', to: '' }), {});
  const { from = 0, to = 0 } = toFilter({ from: '2026-11-25T10:00:00', to: '2026-11-25T10:00:00' });
  assert.equal(to - from, 999);
  assert.deepEqual(toFilter({ application: ' his ' }), { application: 'his' });
});

test('names in the log say what kind they are', () => {
  const cases = {
    bedsign: ['own', 'bedsign'],
    'staff:his': ['staff', 'his'],
    'ip:::1': ['ip', '::1'],
    'app:a': ['app', 'a'],
  };
  for (const [text, [kind, name]] of Object.entries(cases)) assert.deepEqual(applicationParts(text), { kind, name });
});
