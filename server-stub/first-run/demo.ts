import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { BedSignError } from '@bedsign/contract';
import { addStaff } from '../accounts/staff.ts';
import { addStation } from '../accounts/stations.ts';
import { formTask, renderForm } from '../demo/forms/index.ts';
import { type DemoPatient, type DemoTask, demoAccounts, demoHospital } from '../demo/hospital.ts';
import { uploadDocument } from '../documents/documents.ts';
import { addDepartment, addPatient } from '../registry/patients.ts';
import { createTask } from '../tasks/create-task.ts';
import { type HeavyWork, heavyWork } from '../workers/heavy-work.ts';
import type { DataFolder } from './data-folder.ts';
import { initialise } from './initialise.ts';
import { writePrivateJson } from './private-file.ts';

/** What was added by key, to be found again; the demo's own data is complete, or it is a mistake in it. */
const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new BedSignError('INTERNAL', `demo data: no ${what}`);
  return value;
};

type Ids = { departments: Map<string, string>; patients: Map<string, string> };

const addPeople = async ({ db, vault }: DataFolder): Promise<Ids> => {
  const departments = new Map(demoHospital.departments.map(({ code }) => [code, randomUUID()]));
  const patients = new Map(demoHospital.patients.map(({ number }) => [number, randomUUID()]));
  for (const account of demoAccounts) await addStaff(db, vault, account);
  for (const department of demoHospital.departments)
    await addDepartment(db, { id: found(departments.get(department.code), 'department'), ...department });
  for (const { departmentCode, diagnosis: _, ...patient } of demoHospital.patients) {
    const departmentId = found(departments.get(departmentCode), 'department');
    await addPatient(db, vault, { id: found(patients.get(patient.number), 'patient'), departmentId, ...patient });
  }
  return { departments, patients };
};

const departmentName = ({ departmentCode }: DemoPatient): string =>
  found(
    demoHospital.departments.find(({ code }) => code === departmentCode),
    'department',
  ).name;

const addForm = async (
  folder: DataFolder & { work: HeavyWork },
  { patientNumber, form, doctor }: DemoTask,
  ids: Ids,
): Promise<void> => {
  const patient = found(
    demoHospital.patients.find(({ number }) => number === patientNumber),
    'patient',
  );
  const { name } = found(
    demoAccounts.find(({ username }) => username === doctor),
    'doctor',
  );
  const task = formTask(form, { patient: patient.name, doctor: name });
  const pdf = await renderForm(form, { ...patient, departmentName: departmentName(patient) }, new Date());
  const by = 'demo';
  const { id: documentId } = await uploadDocument(
    { ...folder, trust: { anchors: [] } },
    { title: task.title, pdf, by },
  );
  const patientId = found(ids.patients.get(patientNumber), 'patient');
  await createTask(folder, { ...task, patientId, documentId }, by);
};

/** The demo hospital, and beside it the files by which `npm start` finds its way in. */
export const makeDemo = (folder: DataFolder): Promise<void> =>
  initialise(folder.db, folder.vault, { mode: 'demo', organisation: demoHospital.name }, async (trx) => {
    const inside = { ...folder, db: trx, work: heavyWork };
    const ids = await addPeople(inside);
    for (const task of demoHospital.tasks) await addForm(inside, task, ids);
    // Before the commit: a station's token cannot be read out of the database afterwards.
    const credential = await addStation(trx, folder.vault, '演示工作站');
    await writePrivateJson(join(folder.path, 'station-credential.json'), credential);
    const logins = demoAccounts.map(({ username, password, name }) => ({ username, password, name }));
    await writePrivateJson(join(folder.path, 'demo-logins.json'), logins);
  });
