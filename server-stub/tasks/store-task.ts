import type { PdfRect, TaskField, TaskRequest } from '@bedsign/contract';
import { appendAudit } from '../audit/audit-chain.ts';
import { sealJson, type Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';

/** A task whose fields have their places. */
export type PlacedTask = {
  id: string;
  request: TaskRequest;
  fields: (Pick<TaskField, 'id' | 'label' | 'role' | 'page'> & { position: number; rect: PdfRect })[];
  by: string;
};

export const storeTask = async (trx: Db, vault: Vault, { id, request, fields, by }: PlacedTask): Promise<void> => {
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
  for (const { rect, label, ...field } of fields) {
    const sealed = sealJson(vault, 'task_field', field.id, label);
    await trx
      .insertInto('task_field')
      .values({ ...field, ...rect, sealed, task_id: id, signed_at: null, capture_id: null })
      .execute();
  }
  await appendAudit(trx, vault, 'task-created', { task: id, document: request.documentId, by });
};
