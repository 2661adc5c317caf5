import { BedSignError, type CaptureResult } from '@bedsign/contract';
import type { Db, Tables } from '../storage/index.ts';

export const findCapture = (db: Db, id: string): Promise<Tables['capture'] | undefined> =>
  db.selectFrom('capture').selectAll().where('id', '=', id).executeTakeFirst();

/** NOT_FOUND for one that was never accepted. */
export const captureById = async (db: Db, id: string): Promise<Tables['capture']> => {
  const row = await findCapture(db, id);
  if (!row) throw new BedSignError('NOT_FOUND', 'capture');
  return row;
};

/** Whether this very evidence was used for an act before, under whatever capture id. */
export const isUsed = async (db: Db, bundleDigest: string): Promise<boolean> =>
  (await db.selectFrom('capture').select('id').where('bundle_digest', '=', bundleDigest).executeTakeFirst()) !==
  undefined;

/** The same answer at every repetition. */
export const toResult = (row: Tables['capture']): CaptureResult => ({
  captureId: row.id,
  documentId: row.document_id,
  revision: row.revision,
  signedAt: row.signed_at,
  evidenceDigest: row.bundle_digest,
  certificateSerial: row.certificate_serial,
});
