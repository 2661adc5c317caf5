import type { Db } from './tables.ts';

/** Runs `work` in the transaction that `db` already is, or in one of its own: both happen whole or not at all. */
export const inTransaction = <T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db) : db.transaction().execute(work);
