import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { migrations } from '../storage/migrations.ts';
import { openSqlite } from '../storage/open-sqlite.ts';

/** A database in `path` as the first release left it, with what `fill` puts in. */
export const firstRelease = async (path: string, fill: (database: BetterSqlite3.Database) => void): Promise<void> => {
  const database = await openSqlite(join(path, 'bedsign.sqlite'), 0);
  database.pragma('journal_mode = WAL');
  for (const statement of migrations[0]?.statements ?? []) database.exec(statement);
  database.exec("create table migration (name text primary key); insert into migration values ('001-first')");
  fill(database);
  database.close();
};
