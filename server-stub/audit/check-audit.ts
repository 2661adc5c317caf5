import { asBedSignError } from '@bedsign/contract';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { type AuditHead, readHead } from './audit-head.ts';
import { type AuditRow, keyedHash, nothing, plainHash } from './audit-row.ts';

/** What can be wrong with the chain, in the words of those who read the answer. */
export const auditFaults = {
  'row-changed': '记录被改动 a row was changed',
  'row-missing': '记录缺失 rows are missing',
  'tail-cut': '末尾的记录被删除 rows were cut off at the end',
  'row-foreign': '末尾有不是本服务器写入的记录 a row at the end that this server did not write',
  'head-missing': '封存的链头缺失 the sealed head is missing',
  'head-damaged': '封存的链头无法打开 the sealed head does not open',
  'witness-differs':
    '与留存的旁证不符：数据被恢复为旧备份或被改写 a witness says otherwise: restored from an older backup, or rewritten',
} as const;
/** `sequence`: the row it is about, the first where several are missing; null where it is about none. */
export type AuditFault = { fault: keyof typeof auditFaults; sequence: number | null };
/** The end of the chain at some time: number and hash of its last row. Kept elsewhere it is a witness. */
export type AuditEnd = Pick<AuditHead, 'rows' | 'hash'>;
export type AuditCheck = { rows: number; head: AuditEnd | null; faults: AuditFault[] };

const readableHead = async (db: Db, vault: Vault): Promise<AuditHead | AuditFault['fault']> => {
  try {
    return (await readHead(db, vault)) ?? 'head-missing';
  } catch (thrown) {
    if (asBedSignError(thrown).code === 'STORAGE_DAMAGED') return 'head-damaged';
    throw thrown;
  }
};

/** What is wrong with `row`, which stands after `before` in the table. */
const rowFaults = (row: AuditRow, before: Pick<AuditRow, 'sequence' | 'hash'>, vault: Vault, head: AuditHead) => {
  if (row.sequence > head.rows) return [{ fault: 'row-foreign', sequence: row.sequence } as const];
  const faults: AuditFault[] = [];
  const follows = row.sequence === before.sequence + 1;
  if (!follows) faults.push({ fault: 'row-missing', sequence: before.sequence + 1 });
  else if (row.previous !== before.hash) faults.push({ fault: 'row-changed', sequence: Math.max(before.sequence, 1) });
  const own = row.sequence < head.keyedFrom ? plainHash(row) : keyedHash(vault, row);
  const holds = row.hash === own && (row.sequence !== head.rows || row.hash === head.hash);
  if (!holds) faults.push({ fault: 'row-changed', sequence: row.sequence });
  return faults;
};

/** Each fault once: a changed row shows in itself and in the one after it. */
const distinct = (faults: AuditFault[]): AuditFault[] => [
  ...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values(),
];

/**
 * Holds every row against its hash, its neighbours, the sealed head and `witnesses`, and names all that is wrong.
 * A folder restored whole from an older backup holds in itself: only a witness kept elsewhere contradicts it.
 */
export const checkAudit = (db: Db, vault: Vault, witnesses: AuditEnd[] = []): Promise<AuditCheck> =>
  // One state of the database, also while the server goes on writing.
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const head = await readableHead(snapshot, vault);
      const attested = new Map(witnesses.map(({ rows, hash }) => [rows, hash]));
      const faults: AuditFault[] = [];
      let rows = 0;
      let before: Pick<AuditRow, 'sequence' | 'hash'> = { sequence: 0, hash: nothing };
      for await (const row of snapshot.selectFrom('audit').selectAll().orderBy('sequence').stream()) {
        if (typeof head === 'object') faults.push(...rowFaults(row, before, vault, head));
        if (attested.get(row.sequence) === row.hash) attested.delete(row.sequence);
        before = row;
        rows++;
      }
      if (typeof head === 'string') faults.push({ fault: head, sequence: null });
      else if (before.sequence < head.rows) faults.push({ fault: 'tail-cut', sequence: before.sequence + 1 });
      for (const sequence of attested.keys()) faults.push({ fault: 'witness-differs', sequence });
      const end = typeof head === 'string' ? null : { rows: head.rows, hash: head.hash };
      return { rows, head: end, faults: distinct(faults) };
    });
