import { BedSignError, type ErrorCode } from '@bedsign/contract';

/** SQLite result codes (extended codes share the prefix) and errno names, and what they are called here. */
const named: [prefix: string, code: ErrorCode][] = [
  ['SQLITE_BUSY', 'DATABASE_BUSY'],
  ['SQLITE_LOCKED', 'DATABASE_BUSY'],
  ['SQLITE_FULL', 'DISK_FULL'],
  ['SQLITE_IOERR_SHMSIZE', 'DISK_FULL'], // the shared-memory file of WAL could not grow
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['SQLITE_CORRUPT', 'STORAGE_DAMAGED'],
  ['SQLITE_NOTADB', 'STORAGE_DAMAGED'],
];

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

export const isBusy = (thrown: unknown): boolean => codeOf(thrown).startsWith('SQLITE_BUSY');

/** A failure of SQLite or the file system under its name, or undefined when it is something else. */
export const storageError = (thrown: unknown): BedSignError | undefined => {
  const found = named.find(([prefix]) => codeOf(thrown).startsWith(prefix));
  return found && new BedSignError(found[1], codeOf(thrown), { cause: thrown });
};
