import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patientText } from './patient-text.ts';

const patient = {
  name: '王芳',
  sex: 'female',
  birthDate: '1984-11-25',
  number: '1',
  bed: '08',
  departmentName: '普外科',
  diagnosis: '胆囊结石',
} as const;

test('age is in completed years on the hospital day, which is not the UTC day', () => {
  const before = patientText(patient, new Date('2026-11-24T15:59:00Z'));
  const birthday = patientText(patient, new Date('2026-11-24T16:00:00Z'));
  assert.deepEqual([before.printedOn, before.age], ['2026-11-24', '41岁']);
  assert.deepEqual([birthday.printedOn, birthday.age], ['2026-11-25', '42岁']);
});
