import { BedSignError, check } from '@bedsign/contract';
import { Type } from 'typebox';
import { openJson, sealJson, type Vault } from '../secrets/index.ts';
import type { Db } from '../storage/tables.ts';

const only = 1;

/** `rows` and the last one's `hash`; rows before `keyedFrom` carry a plain SM3, being older than the keyed chain. */
const AuditHead = Type.Object({ rows: Type.Integer(), hash: Type.String(), keyedFrom: Type.Integer() });
export type AuditHead = Type.Static<typeof AuditHead>;

/** Where the chain ends, by its sealed word; undefined if there is none, STORAGE_DAMAGED if it does not open. */
export const readHead = async (db: Db, vault: Vault): Promise<AuditHead | undefined> => {
  const row = await db.selectFrom('audit_head').select('sealed').where('id', '=', only).executeTakeFirst();
  return row && check(AuditHead, openJson(vault, 'audit-head', '', row.sealed), 'STORAGE_DAMAGED');
};

/** The head that an appended row goes on from: never the table's last row, which may not be the last one written. */
export const requireHead = async (trx: Db, vault: Vault): Promise<AuditHead> => {
  const head = await readHead(trx, vault);
  if (!head) throw new BedSignError('STORAGE_DAMAGED', 'the head of the audit chain is missing: run check-audit');
  return head;
};

export const writeHead = async (trx: Db, vault: Vault, head: AuditHead): Promise<void> => {
  const sealed = sealJson(vault, 'audit-head', '', head);
  await trx
    .insertInto('audit_head')
    .values({ id: only, sealed })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sealed }))
    .execute();
};
