import { BedSignError } from '@bedsign/contract';
import type BetterSqlite3 from 'better-sqlite3';

/** better-sqlite3's binary speaks Node-API 10; an older runtime would die in the loader instead of saying why. */
const requiredNodeApi = 10;

/** Opens an SQLite file; NODE_TOO_OLD where the native module cannot be loaded. `timeoutMs`: wait for another writer. */
export const openSqlite = async (path: string, timeoutMs: number): Promise<BetterSqlite3.Database> => {
  if (!(Number(process.versions.napi) >= requiredNodeApi))
    throw new BedSignError('NODE_TOO_OLD', `Node ${process.versions.node}, Node-API ${process.versions.napi}`);
  const { default: Database } = await import('better-sqlite3');
  return new Database(path, { timeout: timeoutMs });
};
