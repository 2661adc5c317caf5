import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { openSqlite, storageError } from '../../storage/index.ts';
import type { Durable } from '../log/durable.ts';

export type IndexDatabase = BetterSqlite3.Database;

/** A new form of the index is made from the log, like a lost one. */
const format = 1;
const busyTimeoutMs = 5000;
/** Imprints fall anywhere in their index: its pages should stay at hand. */
const cacheKib = 32 * 1024;

/**
 * `imprint` holds the first eight bytes: enough to find a token, which then says the rest. `application` repeats the same
 * few names, hence their own table. Milliseconds; `segment` and `start` say where the record stands in the log.
 */
const schema = [
  'create table application (id integer primary key, name text not null unique)',
  `create table token (sequence integer primary key, segment integer not null, start integer not null,
    time integer not null, imprint blob not null, application integer not null references application (id))`,
  'create index token_time on token (time)',
  'create index token_imprint on token (imprint)',
  'create index token_application on token (application, time)',
  'create table position (id integer primary key, segment integer not null, end integer not null)',
  'insert into position values (1, 0, 0)',
  `pragma user_version = ${format}`,
];

export const indexFile = (node: string): string => join(node, 'index.sqlite');

const prepare = (database: IndexDatabase): boolean => {
  database.pragma('journal_mode = WAL');
  database.pragma(`cache_size = -${cacheKib}`);
  database.pragma('synchronous = NORMAL'); // what a power cut takes comes again from the log
  const found = database.pragma('user_version', { simple: true });
  if (found === 0) database.transaction(() => schema.forEach((statement) => void database.exec(statement)))();
  return found === 0 || found === format;
};

/** The index if `accepts` takes it; undefined if it does not, or if the file is damaged. */
const openIf = async (
  node: string,
  accepts: (database: IndexDatabase) => boolean,
): Promise<IndexDatabase | undefined> => {
  const database = await openSqlite(indexFile(node), busyTimeoutMs);
  try {
    if (accepts(database)) return database;
  } catch (thrown) {
    if (storageError(thrown)?.code !== 'STORAGE_DAMAGED') {
      database.close();
      throw thrown;
    }
  }
  database.close();
  return undefined;
};

/** The index of a node's folder; one that is damaged or of another form is made anew, empty. */
export const openIndex = async (node: string): Promise<IndexDatabase> => {
  const found = await openIf(node, prepare);
  if (found) return found;
  for (const suffix of ['', '-wal', '-shm']) await rm(`${indexFile(node)}${suffix}`, { force: true });
  return (await openIf(node, prepare)) ?? openSqlite(indexFile(node), busyTimeoutMs);
};

/** The index as it is; undefined where there is none that can be read: mending it is left to the process that fills it. */
export const readIndex = async (node: string): Promise<IndexDatabase | undefined> => {
  if (!existsSync(indexFile(node))) return undefined;
  return openIf(node, (database) => database.pragma('user_version', { simple: true }) === format);
};

export const readPosition = (database: IndexDatabase): Durable =>
  database.prepare('select segment, end from position').get() as Durable;

/** How far the index has come; nowhere where there is none that can be read. */
export const indexedTo = async (node: string): Promise<Durable> => {
  const nowhere = { segment: 0, end: 0 };
  try {
    const database = await readIndex(node);
    if (!database) return nowhere;
    const position = readPosition(database);
    database.close();
    return position;
  } catch (thrown) {
    if (storageError(thrown)) return nowhere; // no room to open it, or another process at it: the index can wait
    throw thrown;
  }
};
