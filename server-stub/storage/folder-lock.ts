import { join } from 'node:path';
import { BedSignError } from '@bedsign/contract';
import { openSqlite } from './open-sqlite.ts';
import { isBusy } from './storage-errors.ts';

/**
 * Holds the data folder for one server. The lock is SQLite's own on an empty database: the operating system drops it
 * when the process ends, however it ends, so no stale lock file can keep a hospital from starting.
 */
export const lockFolder = async (folder: string): Promise<() => void> => {
  const lock = await openSqlite(join(folder, 'server.lock'), 0);
  try {
    lock.exec('begin exclusive');
  } catch (thrown) {
    lock.close();
    if (isBusy(thrown)) throw new BedSignError('DATA_FOLDER_IN_USE', folder, { cause: thrown });
    throw thrown;
  }
  return () => lock.close();
};
