import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Patient } from '@bedsign/contract';
import { pickPatient } from './pick-patient.ts';

const patients = ['100', '1002', '10023'].map((number) => ({ number }) as Patient);

test('the exact number wins over the marked row', () => assert.equal(pickPatient(patients, '1002', 0)?.number, '1002'));
test('else the marked row, and the last one if the list became shorter', () => {
  assert.equal(pickPatient(patients, '张', 1)?.number, '1002');
  assert.equal(pickPatient(patients, '张', 9)?.number, '10023');
});
test('nobody found, nobody opened', () => assert.equal(pickPatient([], '100', 0), undefined));
