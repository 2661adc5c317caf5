import { sealJson, type Vault } from '../secrets/index.ts';
import type { Db } from './tables.ts';

/** Tables whose one free text a caller wrote, and which is as likely as not to name a patient. */
const sealedTexts = ['document', 'task', 'task_field'] as const;

/** Seals what stands in these tables' columns `sealed` in the clear, each under its row's id. */
export const sealTexts = async (trx: Db, vault: Vault): Promise<void> => {
  for (const table of sealedTexts)
    for (const { id, sealed: text } of await trx.selectFrom(table).select(['id', 'sealed']).execute())
      await trx
        .updateTable(table)
        .set({ sealed: sealJson(vault, table, id, text) })
        .where('id', '=', id)
        .execute();
};
