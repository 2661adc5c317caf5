import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createVault } from '../secrets/index.ts';
import { temporaryFolder } from '../test-kit/test-server.ts';
import { lockFolder, openDatabase, storageError, writeSetting } from './index.ts';
import { openSqlite } from './open-sqlite.ts';

const vault = createVault(new Uint8Array(32));
const nameOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (thrown) => storageError(thrown)?.code,
  );

test('opens in WAL with full synchronisation, and again without migrating twice', async () => {
  await using folder = await temporaryFolder();
  const first = await openDatabase(folder.path, vault);
  await writeSetting(first, 'organisation', '医院');
  await first.destroy();
  const db = await openDatabase(folder.path, vault);
  const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  assert.equal(rows[0]?.journal_mode, 'wal');
  assert.deepEqual((await sql`pragma synchronous`.execute(db)).rows, [{ synchronous: 2 }]);
  assert.equal((await db.selectFrom('setting').selectAll().execute()).length, 1);
  await db.destroy();
});

test('another process that writes: DATABASE_BUSY, and all is well when it is done', async () => {
  await using folder = await temporaryFolder();
  const db = await openDatabase(folder.path, vault);
  const other = await openSqlite(join(folder.path, 'bedsign.sqlite'), 0);
  other.exec('begin exclusive');
  const write = () => db.transaction().execute((trx) => writeSetting(trx, 'mode', 'demo'));
  assert.equal(await nameOf(write()), 'DATABASE_BUSY');
  other.exec('rollback');
  assert.equal(await nameOf(write()), 'done');
  other.close();
  await db.destroy();
});

test('no room: DISK_FULL, and nothing half-written', async () => {
  await using folder = await temporaryFolder();
  const db = await openDatabase(folder.path, vault);
  await sql`pragma max_page_count = 1`.execute(db);
  const fill = db.transaction().execute(async (trx) => {
    await writeSetting(trx, 'mode', 'demo');
    await writeSetting(trx, 'organisation', 'x'.repeat(1_000_000));
  });
  assert.equal(await nameOf(fill), 'DISK_FULL');
  assert.equal((await db.selectFrom('setting').selectAll().execute()).length, 0);
  await db.destroy();
});

test('one server per data folder: DATA_FOLDER_IN_USE until the first lets go', async () => {
  await using folder = await temporaryFolder();
  const unlock = await lockFolder(folder.path);
  await assert.rejects(lockFolder(folder.path), { code: 'DATA_FOLDER_IN_USE' });
  unlock();
  (await lockFolder(folder.path))();
});

test('an old Node is named before the native module is loaded', async (t) => {
  const napi = Object.getOwnPropertyDescriptor(process.versions, 'napi');
  const versions = { ...process.versions, napi: '9' };
  const descriptor = Object.getOwnPropertyDescriptor(process, 'versions');
  assert.ok(napi && descriptor);
  Object.defineProperty(process, 'versions', { ...descriptor, value: versions });
  t.after(() => Object.defineProperty(process, 'versions', descriptor));
  await assert.rejects(openSqlite(':memory:', 0), { code: 'NODE_TOO_OLD' });
});
