/** What SQLite stores and gives back here. */
export type SqlValue = string | number | Uint8Array | null;
export type SqlRow = Record<string, SqlValue>;

export type Statement = {
  run(...values: SqlValue[]): { changes: number };
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): SqlRow[];
};

/** The little of SQLite that the journal needs; each driver is one implementation. */
export type Sqlite = {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
};

/** Opens or makes the file at `path`. A lock that another process holds is waited for as long as `lockTimeoutMs`. */
export type SqliteDriver = {
  name: string;
  open(path: string, lockTimeoutMs: number): Sqlite;
};
