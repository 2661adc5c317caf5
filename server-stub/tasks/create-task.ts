import { randomUUID } from 'node:crypto';
import { BedSignError, type TaskCreated, type TaskRequest } from '@bedsign/contract';
import type { BlobStore } from '../blobs/blob-store.ts';
import { findRevision } from '../documents/documents.ts';
import { findPatient } from '../registry/patients.ts';
import type { Vault } from '../secrets/index.ts';
import { type Db, inTransaction } from '../storage/index.ts';
import type { HeavyWork } from '../workers/index.ts';
import { isStillPromised, promisedPlaces } from './promised-places.ts';
import { storeTask } from './store-task.ts';
import { findTask } from './tasks.ts';

const refuseUnmatchedRoles = ({ signers, fields }: TaskRequest): void => {
  const roles = new Set(signers.map(({ role }) => role));
  if (roles.size !== signers.length) throw new BedSignError('INVALID_REQUEST', 'two signers of one role');
  for (const role of roles)
    if (!fields.some((field) => field.role === role)) throw new BedSignError('INVALID_REQUEST', `no field for ${role}`);
  for (const { role } of fields)
    if (!roles.has(role)) throw new BedSignError('INVALID_REQUEST', `no signer for ${role}`);
};

/** How often places are looked for again because another task of the document took some meanwhile. */
const attempts = 10;

type Stores = { db: Db; vault: Vault; blobs: BlobStore; work: HeavyWork };

/** Wishes for signatures on a document: resolves where each field stands, on the bytes as they are now. */
export const createTask = async (stores: Stores, request: TaskRequest, by: string): Promise<TaskCreated> => {
  refuseUnmatchedRoles(request);
  await findPatient(stores.db, stores.vault, request.patientId);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const created = await tryTask(stores, request, by);
    if (created) return created;
  }
  throw new BedSignError('DATABASE_BUSY', 'others make tasks on this document');
};

/** Nothing if the document got another task while places were looked for, which takes too long for a transaction. */
const tryTask = async (
  { db, vault, blobs, work }: Stores,
  request: TaskRequest,
  by: string,
): Promise<TaskCreated | undefined> => {
  const promised = await promisedPlaces(db, request.documentId);
  const pdf = await blobs.get((await findRevision(db, request.documentId)).digest);
  const placements = request.fields.map(({ placement }) => placement);
  const options = { fallback: request.fallback ?? false, taken: promised.places };
  const places = await work.resolvePlacements(pdf, placements, options);

  const id = randomUUID();
  const placed = request.fields.flatMap(({ label, role }, position) => {
    const place = places[position];
    return place ? [{ id: randomUUID(), label, role, position, ...place }] : [];
  });
  const fields = placed.map(({ fellBack: _, ...field }) => field);
  const isStored = await inTransaction(db, async (trx) => {
    if (!(await isStillPromised(trx, request.documentId, promised))) return false;
    await storeTask(trx, vault, { id, request, fields, by });
    return true;
  });
  if (!isStored) return undefined;
  const fallbackFields = placed.filter(({ fellBack }) => fellBack).map((field) => field.id);
  return { task: await findTask(db, vault, id), fallbackFields };
};
