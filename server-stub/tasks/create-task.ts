import { randomUUID } from 'node:crypto';
import { BedSignError, type TaskCreated, type TaskRequest } from '@bedsign/contract';
import { appendAudit } from '../audit/audit-chain.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { findRevision } from '../documents/documents.ts';
import { findPatient } from '../registry/patients.ts';
import { sealJson, type Vault } from '../secrets/index.ts';
import { type Db, inTransaction } from '../storage/index.ts';
import type { HeavyWork } from '../workers/index.ts';
import { findTask } from './tasks.ts';

const refuseUnmatchedRoles = ({ signers, fields }: TaskRequest): void => {
  const roles = new Set(signers.map(({ role }) => role));
  if (roles.size !== signers.length) throw new BedSignError('INVALID_REQUEST', 'two signers of one role');
  for (const role of roles)
    if (!fields.some((field) => field.role === role)) throw new BedSignError('INVALID_REQUEST', `no field for ${role}`);
  for (const { role } of fields)
    if (!roles.has(role)) throw new BedSignError('INVALID_REQUEST', `no signer for ${role}`);
};

/** Where the document's open tasks will have their signatures; what is signed stands in the document itself. */
const promisedPlaces = async (db: Db, documentId: string) => {
  const rows = await db
    .selectFrom('task_field')
    .innerJoin('task', 'task.id', 'task_field.task_id')
    .select(['page', 'x', 'y', 'width', 'height'])
    .where('document_id', '=', documentId)
    .where('signed_at', 'is', null)
    .execute();
  return rows.map(({ page, ...rect }) => ({ page, rect }));
};

/** Wishes for signatures on a document: resolves where each field stands, on the bytes as they are now. */
export const createTask = async (
  { db, vault, blobs, work }: { db: Db; vault: Vault; blobs: BlobStore; work: HeavyWork },
  request: TaskRequest,
  by: string,
): Promise<TaskCreated> => {
  refuseUnmatchedRoles(request);
  await findPatient(db, vault, request.patientId);
  const pdf = await blobs.get((await findRevision(db, request.documentId)).digest);
  const placements = request.fields.map(({ placement }) => placement);
  const taken = await promisedPlaces(db, request.documentId);
  const places = await work.resolvePlacements(pdf, placements, { fallback: request.fallback ?? false, taken });

  const id = randomUUID();
  const fields = request.fields.flatMap(({ label, role }, position) => {
    const place = places[position];
    return place ? [{ id: randomUUID(), label, role, position, ...place }] : [];
  });
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('task')
      .values({
        id,
        sealed: sealJson(vault, 'task', id, request.title),
        document_id: request.documentId,
        patient_id: request.patientId,
        no_fingerprint: Number(request.allow.noFingerprint),
        no_photo: Number(request.allow.noPhoto),
        created_at: Date.now(),
        created_by: by,
      })
      .execute();
    for (const [position, { role, name }] of request.signers.entries()) {
      const sealed = sealJson(vault, 'signer', `${id} ${position}`, name);
      await trx.insertInto('task_signer').values({ task_id: id, position, role, sealed }).execute();
    }
    for (const { rect, label, fellBack: _, ...field } of fields) {
      const sealed = sealJson(vault, 'task_field', field.id, label);
      await trx
        .insertInto('task_field')
        .values({ ...field, ...rect, sealed, task_id: id, signed_at: null, capture_id: null })
        .execute();
    }
    await appendAudit(trx, vault, 'task-created', { task: id, document: request.documentId, by });
  });
  const fallbackFields = fields.filter((field) => field.fellBack).map((field) => field.id);
  return { task: await findTask(db, vault, id), fallbackFields };
};
