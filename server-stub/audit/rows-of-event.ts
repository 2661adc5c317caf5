import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import type { AuditEvent, AuditSubject } from './audit-chain.ts';
import { keyedHash } from './audit-row.ts';

/**
 * What the audit has of one kind of event, newest first. Only rows whose own hash holds: one that was written without the key
 * accounts for nothing (that it is there is for `check-audit` to say).
 */
export async function* rowsOfEvent(db: Db, vault: Vault, event: AuditEvent): AsyncGenerator<AuditSubject> {
  for await (const row of db
    .selectFrom('audit')
    .selectAll()
    .where('event', '=', event)
    .orderBy('sequence', 'desc')
    .stream())
    if (row.hash === keyedHash(vault, row)) yield JSON.parse(row.subject) as AuditSubject;
}
