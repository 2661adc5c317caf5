import { join } from 'node:path';
import Database from 'better-sqlite3';
import { folders } from '../kit/product.ts';

/** The server's own database file, opened beside the running server. */
export const openServerDatabase = (data: string): Database.Database =>
  new Database(join(folders(data).server, 'bedsign.sqlite'));

export type Counts = { document: number; revision: number; capture: number };

/** How many documents, revisions and captures the server holds. */
export const countRows = (data: string): Counts => {
  const database = openServerDatabase(data);
  try {
    const count = (table: keyof Counts) => database.prepare(`select count(*) from ${table}`).pluck().get() as number;
    return { document: count('document'), revision: count('revision'), capture: count('capture') };
  } finally {
    database.close();
  }
};
