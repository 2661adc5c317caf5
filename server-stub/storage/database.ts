import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteDialect,
  SqliteDriver,
  sql,
  type TransactionSettings,
} from 'kysely';
import type { Vault } from '../secrets/index.ts';
import { migrations } from './migrations.ts';
import { openSqlite } from './open-sqlite.ts';
import type { Db, Tables } from './tables.ts';

/** How long a statement waits for another process's write before DATABASE_BUSY; the event loop stands still meanwhile. */
const busyTimeoutMs = 500;

/**
 * Takes the write lock when a transaction begins that is not read-only: a deferred transaction that reads first and writes later fails at
 * once, without waiting, if another process wrote in between (SQLite, "Isolation In SQLite"). And rolls back only
 * what is still open: a full disk makes SQLite roll back by itself (SQLite, "BEGIN TRANSACTION"), and the complaint
 * of a second rollback would hide the reason.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: BetterSqlite3.Database;
  constructor(database: BetterSqlite3.Database) {
    super({ database });
    this.#database = database;
  }
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings = {}): Promise<void> {
    const begin = settings.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
class ImmediateDialect extends SqliteDialect {
  readonly #database: BetterSqlite3.Database;
  constructor(database: BetterSqlite3.Database) {
    super({ database });
    this.#database = database;
  }
  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#database);
  }
}

/** VACUUM leaves the old pages in the file until the log is written back to it. */
const writeAnew = async (db: Db): Promise<void> => {
  await sql`vacuum`.execute(db);
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
};

const migrate = async (db: Db, vault: Vault): Promise<void> => {
  await sql`create table if not exists migration (name text primary key)`.execute(db);
  const isDone = async (on: Db, name: string) =>
    (await sql`select name from migration where name = ${name}`.execute(on)).rows.length > 0;
  for (const { name, statements, convert, vacuum } of migrations) {
    if (await isDone(db, name)) continue;
    if (vacuum) await writeAnew(db);
    await db.transaction().execute(async (trx) => {
      if (await isDone(trx, name)) return; // by another process meanwhile
      for (const statement of statements) await sql.raw(statement).execute(trx);
      await convert?.(trx, vault);
      await sql`insert into migration (name) values (${name})`.execute(trx);
    });
  }
};

export const databasePath = (folder: string): string => join(folder, 'bedsign.sqlite');

/** Opens `folder`/bedsign.sqlite at the newest schema; `vault` for rows that a migration seals. FULL: a committed signature survives a power cut. */
export const openDatabase = async (folder: string, vault: Vault): Promise<Db> => {
  const database = await openSqlite(databasePath(folder), busyTimeoutMs);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const db = new Kysely<Tables>({ dialect: new ImmediateDialect(database) });
  await migrate(db, vault);
  return db;
};
