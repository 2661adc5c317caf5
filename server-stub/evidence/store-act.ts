import { BedSignError } from '@bedsign/contract';
import { appendAudit } from '../audit/audit-chain.ts';
import { storeCertificate } from '../ca/index.ts';
import { addRevision, type Revision } from '../documents/documents.ts';
import type { Vault } from '../secrets/index.ts';
import { type Db, inTransaction, type Tables } from '../storage/index.ts';
import type { SignedAct } from './sign-act.ts';

type Capture = Omit<Tables['capture'], 'revision' | 'certificate_serial' | 'signed_at' | 'stored_at'>;

/**
 * Everything an act leaves behind, in one transaction: after a crash there is all of it or nothing. The blobs that the
 * rows name are on disk already.
 */
export const storeAct = (
  { db, vault }: { db: Db; vault: Vault },
  act: { signed: SignedAct; revision: Omit<Revision, 'created_at'>; fieldIds: string[]; capture: Capture },
): Promise<Tables['capture']> =>
  inTransaction(db, async (trx) => {
    const stored_at = Date.now();
    const signed_at = act.signed.stampedAt.getTime();
    await addRevision(trx, { ...act.revision, created_at: stored_at });
    const { numUpdatedRows } = await trx
      .updateTable('task_field')
      .set({ signed_at, capture_id: act.capture.id })
      .where('id', 'in', act.fieldIds)
      .where('signed_at', 'is', null)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== act.fieldIds.length) throw new BedSignError('FIELD_ALREADY_SIGNED');
    const certificate_serial = await storeCertificate(trx, vault, 'event', act.signed.eventCertificate);
    const row = { ...act.capture, revision: act.revision.number, certificate_serial, signed_at, stored_at };
    await trx.insertInto('capture').values(row).execute();
    await appendAudit(trx, vault, 'capture-signed', {
      capture: row.id,
      document: row.document_id,
      revision: row.revision,
      digest: act.revision.digest,
      evidence: row.bundle_digest,
      certificate: certificate_serial,
      station: row.station_id,
    });
    return row;
  });
