import { BedSignError, check, Task, type TaskField } from '@bedsign/contract';
import { findRevision } from '../documents/documents.ts';
import { findPatient } from '../registry/patients.ts';
import { openJson, type Vault } from '../secrets/index.ts';
import type { Db, Tables } from '../storage/index.ts';

const fieldsOf = async (db: Db, vault: Vault, taskId: string): Promise<TaskField[]> => {
  const rows = await db
    .selectFrom('task_field')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('position')
    .execute();
  return rows.map(({ id, sealed, role, page, x, y, width, height, signed_at }) => ({
    id,
    label: openJson(vault, 'task_field', id, sealed) as string,
    role: role as TaskField['role'],
    page,
    rect: { x, y, width, height },
    signedAt: signed_at,
  }));
};

/** The time of a role's last field once all of them are signed. */
const signedAt = (fields: TaskField[], role: string): number | null => {
  const times = fields.filter((field) => field.role === role).map((field) => field.signedAt ?? Number.NaN);
  const last = Math.max(...times);
  return Number.isFinite(last) ? last : null;
};

/** A task is open until its last field is signed; nothing else says so, so nothing can disagree with the fields. */
export const statusOf = (fields: TaskField[]): Task['status'] =>
  fields.every((field) => field.signedAt !== null) ? 'signed' : 'open';

const assemble = async (db: Db, vault: Vault, row: Tables['task']): Promise<Task> => {
  const signers = await db
    .selectFrom('task_signer')
    .selectAll()
    .where('task_id', '=', row.id)
    .orderBy('position')
    .execute();
  const fields = await fieldsOf(db, vault, row.id);
  const revision = await findRevision(db, row.document_id);
  const document = await db
    .selectFrom('document')
    .select('pages')
    .where('id', '=', row.document_id)
    .executeTakeFirstOrThrow();
  return check(
    Task,
    {
      id: row.id,
      title: openJson(vault, 'task', row.id, row.sealed),
      status: statusOf(fields),
      patient: await findPatient(db, vault, row.patient_id),
      documentId: row.document_id,
      pages: document.pages,
      revision: revision.number,
      digest: revision.digest,
      createdAt: row.created_at,
      signers: signers.map(({ position, role, sealed }) => ({
        role,
        name: openJson(vault, 'signer', `${row.id} ${position}`, sealed),
        signedAt: signedAt(fields, role),
      })),
      fields,
      allow: { noFingerprint: row.no_fingerprint === 1, noPhoto: row.no_photo === 1 },
    },
    'STORAGE_DAMAGED',
  );
};

/** NOT_FOUND if there is none. */
export const findTask = async (db: Db, vault: Vault, id: string): Promise<Task> => {
  const row = await db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new BedSignError('NOT_FOUND', 'task');
  return assemble(db, vault, row);
};

/** Newest first. */
export const tasksOfPatient = async (db: Db, vault: Vault, patientId: string): Promise<Task[]> => {
  const rows = await db
    .selectFrom('task')
    .selectAll()
    .where('patient_id', '=', patientId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  const tasks: Task[] = [];
  for (const row of rows) tasks.push(await assemble(db, vault, row));
  return tasks;
};
