import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formKinds } from './forms/index.ts';
import { demoAccounts, demoHospital } from './hospital.ts';

const { departments, patients, tasks } = demoHospital;
const unique = (values: readonly string[]) => new Set(values).size === values.length;

test('numbers, usernames and codes are unique', () => {
  assert.ok(unique(patients.map(({ number }) => number)));
  assert.ok(unique(demoAccounts.map(({ username }) => username)));
  assert.ok(unique(departments.map(({ code }) => code)));
  assert.ok(unique(tasks.map(({ patientNumber, form }) => patientNumber + form)));
});

test('every department has patients, every patient a department and a task', () => {
  for (const { code } of departments) assert.ok(patients.some(({ departmentCode }) => departmentCode === code));
  for (const { number, departmentCode } of patients) {
    assert.ok(departments.some(({ code }) => code === departmentCode));
    assert.ok(tasks.some(({ patientNumber }) => patientNumber === number));
  }
});

test('every task names a patient, a form and a doctor that exist', () => {
  for (const { patientNumber, form, doctor } of tasks) {
    assert.ok(patients.some(({ number }) => number === patientNumber));
    assert.ok(form in formKinds);
    assert.equal(demoAccounts.find(({ username }) => username === doctor)?.role, 'doctor');
  }
});

test('every role has an account, and every password says that it is for a demo', () => {
  for (const role of ['nurse', 'doctor', 'integrator', 'administrator'])
    assert.ok(demoAccounts.some((account) => account.role === role));
  for (const { password } of demoAccounts) assert.match(password, /^demo-/);
});
