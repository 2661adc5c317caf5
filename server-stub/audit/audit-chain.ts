import type { Vault } from '../secrets/index.ts';
import { type Db, inTransaction } from '../storage/index.ts';
import { requireHead, writeHead } from './audit-head.ts';
import { keyedHash } from './audit-row.ts';

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
  'evidence-opened',
  'evidence-refused',
  'evidence-handed-out',
  'tsa-settings-changed',
  'time-stamps-destroyed',
  'time-stamps-exported',
  'token-log-witnessed',
  'token-log-checked',
  'tsa-certificate-imported',
  'tsa-certificate-removed',
  'connectivity-tested',
  'update-published',
  'backup-made',
  'restored',
  'time-trusted',
  'time-not-trusted',
] as const;
export type AuditEvent = (typeof auditEvents)[number];
export type AuditSubject = Record<string, string | number>;

/**
 * Appends one event. Every row carries the row before's hash under a keyed hash of its own, and the sealed head counts
 * them, so that a changed, missing, cut off or invented row shows (check-audit.ts).
 * Call it inside the transaction that does what it records: both happen or neither.
 */
export const appendAudit = async (trx: Db, vault: Vault, event: AuditEvent, subject: AuditSubject): Promise<void> => {
  const head = await requireHead(trx, vault);
  const sequence = head.rows + 1;
  const content = { sequence, at: Date.now(), event, subject: JSON.stringify(subject), previous: head.hash };
  const hash = keyedHash(vault, content);
  await trx
    .insertInto('audit')
    .values({ ...content, hash })
    .execute();
  await writeHead(trx, vault, { ...head, rows: sequence, hash });
};

/** Records an event that changes nothing else. */
export const recordAudit = (db: Db, vault: Vault, event: AuditEvent, subject: AuditSubject): Promise<void> =>
  inTransaction(db, (trx) => appendAudit(trx, vault, event, subject));
