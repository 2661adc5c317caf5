import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { BedSignError } from '@bedsign/contract';
import { writeDurably } from '../keys/write-durably.ts';
import type { Sqlite, SqliteDriver } from './sqlite/sqlite.ts';
import { namedStorageError } from './storage-error.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS captures (
    capture_id TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'sealed', 'refused', 'signed')),
    label BLOB NOT NULL,
    payload BLOB,
    confirmed_at INTEGER NOT NULL,
    sealed_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    result TEXT,
    CHECK ((state = 'signed') = (result IS NOT NULL)),
    CHECK ((state = 'signed') = (payload IS NULL))
  ) STRICT`;

/**
 * Makes the file and what SQLite keeps beside it readable by the station's user only, whatever the folder allows.
 * SQLite gives a new -wal and -shm the mode of the database (sqlite.org/tempfiles.html); older ones may be open to others.
 */
const keepPrivate = (path: string): void => {
  if (!existsSync(path)) writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
};

/**
 * Stands beside a journal that was once made. SQLite takes a missing or empty file for a new database; where this mark says
 * that there was one, captures that nobody submitted yet are gone, and the nurse must hear it.
 */
const markOf = (path: string): string => `${path}.made`;

const refuseLost = (path: string): void => {
  if (!existsSync(markOf(path))) return;
  if (!existsSync(path) || statSync(path).size === 0)
    throw new BedSignError('JOURNAL_DAMAGED', `${path} is missing or empty: restore it`);
};

/**
 * Opens the journal's file so that a commit is on the disk when it returns: write-ahead log, synchronous=FULL
 * (sqlite.org/pragma.html#pragma_synchronous: NORMAL may lose the last commits at a power cut).
 * The lock is exclusive and held for the process's life; two stations on one folder would submit twice.
 */
export const openDatabase = (path: string, driver: SqliteDriver): Sqlite => {
  refuseLost(path);
  try {
    keepPrivate(path);
    const database = driver.open(path, 1000);
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    // Patients' strokes must not stay readable in free pages after a cancelled or finished capture.
    database.exec('PRAGMA secure_delete = ON');
    database.exec(schema);
    if (!existsSync(markOf(path))) {
      // Until its first checkpoint a new database may stand in the write-ahead log alone; from here on its file is never empty.
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      writeDurably(markOf(path), '');
    }
    return database;
  } catch (cause) {
    const error = namedStorageError(cause);
    throw error.code === 'DATABASE_BUSY' ? new BedSignError('DATA_FOLDER_IN_USE', path, { cause }) : error;
  }
};
