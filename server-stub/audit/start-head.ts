import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/tables.ts';
import { writeHead } from './audit-head.ts';
import { nothing } from './audit-row.ts';

/** Takes a chain of plain hashes, or none, as it stands under a sealed head; the rows to come are keyed. */
export const startHead = async (trx: Db, vault: Vault): Promise<void> => {
  const last = await trx
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const rows = last?.sequence ?? 0;
  await writeHead(trx, vault, { rows, hash: last?.hash ?? nothing, keyedFrom: rows + 1 });
};
