export { databasePath, openDatabase } from './database.ts';
export { lockFolder } from './folder-lock.ts';
export { inTransaction } from './in-transaction.ts';
export { openSqlite } from './open-sqlite.ts';
export { readSetting, replaceSetting, writeSetting } from './settings.ts';
export { storageError } from './storage-errors.ts';
export type { Db, Tables } from './tables.ts';
