import { betterSqlite3 } from './better-sqlite3.ts';
import { nodeSqlite } from './node-sqlite.ts';
import type { SqliteDriver } from './sqlite.ts';

/** better-sqlite3 where it loads, Node's own SQLite elsewhere; both write the same file format. */
export const chooseDriver = (): SqliteDriver => betterSqlite3() ?? nodeSqlite;
