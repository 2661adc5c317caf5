import { toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { type Db, inTransaction, type Tables } from '../storage/index.ts';

/** What is recorded. `subject` names things by id and code, never a person's name or a secret. */
export const auditEvents = [
  'initialised',
  'staff-added',
  'station-added',
  'login',
  'login-failed',
  'logout',
  'document-uploaded',
  'task-created',
  'device-approved',
  'device-enrolled',
  'device-refused',
  'capture-signed',
  'capture-refused',
] as const;
export type AuditEvent = (typeof auditEvents)[number];
export type AuditSubject = Record<string, string | number>;

const first = '0'.repeat(64);

const hashOf = (row: Omit<Tables['audit'], 'hash'>): string =>
  toHex(sm3(Buffer.from(JSON.stringify([row.sequence, row.at, row.event, row.subject, row.previous]))));

/**
 * Appends one event. Every row carries the SM3 of the row before, so that a changed or missing row shows.
 * Call it inside the transaction that does what it records: both happen or neither.
 */
export const appendAudit = async (trx: Db, event: AuditEvent, subject: AuditSubject): Promise<void> => {
  const last = await trx
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = {
    sequence: (last?.sequence ?? 0) + 1,
    at: Date.now(),
    event,
    subject: JSON.stringify(subject),
    previous: last?.hash ?? first,
  };
  await trx
    .insertInto('audit')
    .values({ ...row, hash: hashOf(row) })
    .execute();
};

/** Records an event that changes nothing else. */
export const recordAudit = (db: Db, event: AuditEvent, subject: AuditSubject): Promise<void> =>
  inTransaction(db, (trx) => appendAudit(trx, event, subject));

/** The number of rows, and the first sequence number where the chain breaks, or null where it holds. */
export const checkAudit = async (db: Db): Promise<{ rows: number; brokenAt: number | null }> => {
  const rows = await db.selectFrom('audit').selectAll().orderBy('sequence').execute();
  let previous = first;
  for (const [index, row] of rows.entries()) {
    if (row.sequence !== index + 1 || row.previous !== previous || row.hash !== hashOf(row))
      return { rows: rows.length, brokenAt: index + 1 };
    previous = row.hash;
  }
  return { rows: rows.length, brokenAt: null };
};
