/** The result codes that the journal tells apart (sqlite.org/rescode.html), primary and extended. */
const names: Record<number, string> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  26: 'SQLITE_NOTADB',
  4874: 'SQLITE_IOERR_SHMSIZE',
};

/** The name of SQLite's result code, whichever driver threw it; undefined if it was not SQLite that failed. */
export const resultCode = (thrown: unknown): string | undefined => {
  const { code, errcode } = thrown as { code?: unknown; errcode?: unknown };
  if (typeof code !== 'string') return undefined;
  if (code.startsWith('SQLITE_')) return code;
  if (code !== 'ERR_SQLITE_ERROR' || typeof errcode !== 'number') return undefined;
  // The low byte of an extended code is its primary code.
  return names[errcode] ?? names[errcode & 0xff] ?? `SQLITE_${errcode}`;
};
