import { BedSignError, check, type Department, Patient } from '@bedsign/contract';
import { sql } from 'kysely';
import { openJson, sealJson, type Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';

/** What is sealed of a patient: all that names a person. */
export type PatientData = Pick<Patient, 'number' | 'name' | 'sex' | 'birthDate' | 'bed'>;

export const addDepartment = async (db: Db, department: Omit<Department, 'patientCount'>): Promise<void> => {
  await db.insertInto('department').values(department).execute();
};

export const addPatient = async (
  db: Db,
  vault: Vault,
  { id, departmentId, ...data }: PatientData & { id: string; departmentId: string },
): Promise<void> => {
  const sealed = sealJson(vault, 'patient', id, data);
  await db.insertInto('patient').values({ id, department_id: departmentId, sealed }).execute();
};

export const listDepartments = async (db: Db): Promise<Department[]> => {
  const rows = await db
    .selectFrom('department')
    .leftJoin('patient', 'patient.department_id', 'department.id')
    .select(['department.id', 'department.code', 'department.name', 'department.description'])
    .select((eb) => eb.fn.count<number>('patient.id').as('patients'))
    .groupBy(['department.id', 'department.code', 'department.name', 'department.description'])
    .orderBy('department.code')
    .execute();
  return rows.map(({ patients, ...row }) => ({ ...row, patientCount: Number(patients) }));
};

/** Tasks of each patient that still have an unsigned field. */
const openTasks = sql<number>`(select count(*) from task where task.patient_id = patient.id and exists
  (select 1 from task_field where task_field.task_id = task.id and task_field.signed_at is null))`;

const selectPatients = (db: Db) =>
  db
    .selectFrom('patient')
    .innerJoin('department', 'department.id', 'patient.department_id')
    .select(['patient.id', 'patient.department_id', 'patient.sealed', 'department.name as departmentName'])
    .select(openTasks.as('openTasks'));

type PatientRow = Awaited<ReturnType<ReturnType<typeof selectPatients>['execute']>>[number];

const toPatient = (vault: Vault, row: PatientRow): Patient => {
  const data = openJson(vault, 'patient', row.id, row.sealed) as PatientData;
  const { id, department_id: departmentId, departmentName } = row;
  return check(
    Patient,
    { id, departmentId, departmentName, openTasks: Number(row.openTasks), ...data },
    'STORAGE_DAMAGED',
  );
};

/** NOT_FOUND if there is none. */
export const findPatient = async (db: Db, vault: Vault, id: string): Promise<Patient> => {
  const row = await selectPatients(db).where('patient.id', '=', id).executeTakeFirst();
  if (!row) throw new BedSignError('NOT_FOUND', 'patient');
  return toPatient(vault, row);
};

/**
 * Patients whose name, bed or number contains `query`, ordered by bed. A whole number, as a wristband's barcode
 * carries it, finds that patient alone and in any department. The columns are sealed, so the search runs here.
 */
export const searchPatients = async (
  db: Db,
  vault: Vault,
  query: string,
  departmentId: string | undefined,
): Promise<Patient[]> => {
  const wanted = query.trim().toLowerCase();
  const all = (await selectPatients(db).execute()).map((row) => toPatient(vault, row));
  const scanned = all.filter((patient) => patient.number.toLowerCase() === wanted);
  if (scanned.length > 0) return scanned;
  return all
    .filter((patient) => departmentId === undefined || patient.departmentId === departmentId)
    .filter((patient) => [patient.name, patient.bed, patient.number].some((t) => t.toLowerCase().includes(wanted)))
    .sort((a, b) => a.bed.localeCompare(b.bed, 'zh-CN', { numeric: true }));
};
