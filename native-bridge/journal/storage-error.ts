import { asBedSignError, BedSignError, type ErrorCode } from '@bedsign/contract';
import { resultCode } from './sqlite/result-code.ts';

/** SQLite's result codes (sqlite.org/rescode.html) as ours; the longest matching prefix decides. */
const names: [prefix: string, code: ErrorCode][] = [
  ['SQLITE_FULL', 'DISK_FULL'],
  // The WAL's index could not be enlarged: the same full disk, met in another place.
  ['SQLITE_IOERR_SHMSIZE', 'DISK_FULL'],
  ['SQLITE_BUSY', 'DATABASE_BUSY'],
  ['SQLITE_LOCKED', 'DATABASE_BUSY'],
  ['SQLITE_CORRUPT', 'JOURNAL_DAMAGED'],
  ['SQLITE_NOTADB', 'JOURNAL_DAMAGED'],
  ['SQLITE_IOERR', 'JOURNAL_DAMAGED'],
];

/** What the journal's database threw, by name. */
export const namedStorageError = (thrown: unknown): BedSignError => {
  const result = resultCode(thrown);
  if (result === undefined) return asBedSignError(thrown);
  const [, code] = names.find(([prefix]) => result.startsWith(prefix)) ?? ['', 'INTERNAL' as const];
  return new BedSignError(code, result, { cause: thrown });
};
