import { DatabaseSync } from 'node:sqlite';
import type { SqliteDriver, SqlRow } from './sqlite.ts';

/** The SQLite that Node itself carries: runs wherever this Node runs. */
export const nodeSqlite: SqliteDriver = {
  name: 'node:sqlite',
  open(path, timeout) {
    const database = new DatabaseSync(path, { timeout });
    return {
      exec: (sql) => database.exec(sql),
      prepare(sql) {
        const statement = database.prepare(sql);
        return {
          run: (...values) => ({ changes: Number(statement.run(...values).changes) }),
          get: (...values) => statement.get(...values) as SqlRow | undefined,
          all: (...values) => statement.all(...values) as SqlRow[],
        };
      },
      close: () => database.close(),
    };
  },
};
