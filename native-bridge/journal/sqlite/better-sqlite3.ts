import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';
import type { SqliteDriver, SqlRow } from './sqlite.ts';

/** better-sqlite3 is built against Node-API 10 (Node 22.14, 23.6 and 24); on an older one it ends the whole process. */
const neededNodeApi = 10;

/**
 * better-sqlite3, or null where its binary cannot be loaded: it wants glibc 2.34, and UOS 20 (2.28) and Kylin V10 SP1 (2.31)
 * have less.
 */
export const betterSqlite3 = (): SqliteDriver | null => {
  if (Number(process.versions.napi) < neededNodeApi) return null;
  try {
    const Opened: typeof Database = createRequire(import.meta.url)('better-sqlite3');
    // The package loads its binary with the first database.
    new Opened(':memory:').close();
    return { name: 'better-sqlite3', open: (path, timeout) => open(new Opened(path, { timeout })) };
  } catch {
    return null;
  }
};

const open = (database: Database.Database): ReturnType<SqliteDriver['open']> => ({
  exec: (sql) => void database.exec(sql),
  prepare(sql) {
    const statement = database.prepare<unknown[], SqlRow>(sql);
    return {
      run: (...values) => ({ changes: statement.run(...values).changes }),
      get: (...values) => statement.get(...values),
      all: (...values) => statement.all(...values),
    };
  },
  close: () => void database.close(),
});
