import { randomUUID } from 'node:crypto';
import { BedSignError, type DocumentInfo } from '@bedsign/contract';
import { appendAudit } from '../audit/audit-chain.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { sealJson, type Vault } from '../secrets/index.ts';
import { type Db, inTransaction, type Tables } from '../storage/index.ts';
import type { Anchors } from '../verification/index.ts';
import type { HeavyWork } from '../workers/index.ts';

export type Revision = Tables['revision'];

/** `trust`: under which signatures that a document brings along must hold. */
export type DocumentStores = { db: Db; vault: Vault; blobs: BlobStore; work: HeavyWork; trust: Anchors };

/** Takes a PDF in as revision 0; what is not a PDF that can be signed is refused by name. */
export const uploadDocument = async (
  { db, vault, blobs, work, trust }: DocumentStores,
  upload: { title: string; pdf: Uint8Array; by: string },
): Promise<DocumentInfo> => {
  const { pages } = await work.admitDocument(upload.pdf, trust);
  // The file before the row that names it: a crash in between leaves a file nobody asks for, never a row without one.
  const digest = await blobs.put(upload.pdf);
  const id = randomUUID();
  const sealed = sealJson(vault, 'document', id, upload.title);
  const document = { id, sealed, pages, created_at: Date.now(), created_by: upload.by };
  const size = upload.pdf.length;
  await inTransaction(db, async (trx) => {
    await trx.insertInto('document').values(document).execute();
    await addRevision(trx, { document_id: id, number: 0, digest, size, created_at: document.created_at });
    await appendAudit(trx, vault, 'document-uploaded', { document: id, digest, by: upload.by });
  });
  return { id, title: upload.title, pages, revision: 0, digest, size };
};

export const addRevision = async (trx: Db, revision: Revision): Promise<void> => {
  await trx.insertInto('revision').values(revision).execute();
};

/** The revision of that number, or the latest; NOT_FOUND without one. */
export const findRevision = async (db: Db, documentId: string, number?: number): Promise<Revision> => {
  let query = db.selectFrom('revision').selectAll().where('document_id', '=', documentId);
  if (number !== undefined) query = query.where('number', '=', number);
  const row = await query.orderBy('number', 'desc').limit(1).executeTakeFirst();
  if (!row) throw new BedSignError('NOT_FOUND', 'document revision');
  return row;
};

/** The document's revision of these bytes, if they ever were it. */
export const revisionWithDigest = (db: Db, documentId: string, digest: string): Promise<Revision | undefined> =>
  db
    .selectFrom('revision')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('digest', '=', digest)
    .executeTakeFirst();
