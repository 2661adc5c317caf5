import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DataFolder } from '../first-run/data-folder.ts';
import { createVault } from '../secrets/index.ts';
import { openDatabase } from '../storage/index.ts';
import { firstRelease } from '../test-kit/first-release.ts';
import { temporaryData } from '../test-kit/temporary-data.ts';
import { temporaryFolder } from '../test-kit/test-server.ts';
import { recordAudit } from './audit-chain.ts';
import { type AuditRow, nothing, plainHash } from './audit-row.ts';
import { type AuditEnd, checkAudit } from './check-audit.ts';

type Store = Pick<DataFolder, 'db' | 'vault'>;

const record = async ({ db, vault }: Store, ...staff: number[]) => {
  for (const each of staff) await recordAudit(db, vault, 'login', { staff: each });
};
const faultsOf = async ({ db, vault }: Store, witnesses?: AuditEnd[]) =>
  (await checkAudit(db, vault, witnesses)).faults.map(({ fault, sequence }) => `${fault} ${sequence}`);
const rowAt = ({ db }: Store, sequence: number) =>
  db.selectFrom('audit').selectAll().where('sequence', '=', sequence).executeTakeFirstOrThrow();
const removeFrom = ({ db }: Store, sequence: number) =>
  db.deleteFrom('audit').where('sequence', '>=', sequence).execute();

test('rows recorded at the same time stand in one chain', async () => {
  await using data = await temporaryData();
  await Promise.all([1, 2, 3, 4, 5].map((staff) => record(data, staff)));
  const { rows, head, faults } = await checkAudit(data.db, data.vault);
  assert.deepEqual([rows, head, faults], [5, { rows: 5, hash: (await rowAt(data, 5)).hash }, []]);
});

test('a changed row, a missing row and a row in another place are named', async () => {
  await using data = await temporaryData();
  await record(data, 1, 2, 3, 4, 5);
  const third = await rowAt(data, 3);
  const put = async (row: AuditRow) => {
    await data.db.deleteFrom('audit').where('sequence', '=', row.sequence).execute();
    await data.db.insertInto('audit').values(row).execute();
  };
  for (const change of [{ subject: '{"staff":9}' }, { at: 0 }, { event: 'logout' }, { hash: nothing }]) {
    await put({ ...third, ...change });
    assert.deepEqual(await faultsOf(data), ['row-changed 3']);
  }
  await put({ ...third, hash: plainHash(third) });
  assert.deepEqual(await faultsOf(data), ['row-changed 3'], 'a hash that needs no key');
  await data.db.deleteFrom('audit').where('sequence', 'in', [3, 4]).execute();
  assert.deepEqual(await faultsOf(data), ['row-missing 3']);
  await data.db.deleteFrom('audit').where('sequence', '=', 1).execute();
  assert.deepEqual(await faultsOf(data), ['row-missing 1', 'row-missing 3']);
});

test('a tail that was cut shows, also when the server has gone on writing', async () => {
  await using data = await temporaryData();
  await record(data, 1, 2, 3, 4, 5);
  await removeFrom(data, 4);
  assert.deepEqual(await faultsOf(data), ['tail-cut 4']);
  await record(data, 6);
  assert.deepEqual(await faultsOf(data), ['row-missing 4']);
});

test('all rows gone, and a chain written anew without the key', async () => {
  await using data = await temporaryData();
  await record(data, 1, 2);
  await removeFrom(data, 1);
  assert.deepEqual(await faultsOf(data), ['tail-cut 1']);
  let previous = nothing;
  for (const sequence of [1, 2, 3]) {
    const content = { sequence, at: 1, event: 'login', subject: '{}', previous };
    previous = plainHash(content);
    await data.db
      .insertInto('audit')
      .values({ ...content, hash: previous })
      .execute();
  }
  assert.deepEqual(await faultsOf(data), ['row-changed 1', 'row-changed 2', 'row-foreign 3']);
});

test('a head that is missing or of another server is named, and nothing is recorded on top of it', async () => {
  await using data = await temporaryData();
  await using other = await temporaryData();
  await record(data, 1);
  const { sealed } = await other.db.selectFrom('audit_head').select('sealed').executeTakeFirstOrThrow();
  await data.db.updateTable('audit_head').set({ sealed }).execute();
  assert.deepEqual(await faultsOf(data), ['head-damaged null']);
  await assert.rejects(record(data, 2), { code: 'STORAGE_DAMAGED' });
  await data.db.deleteFrom('audit_head').execute();
  assert.deepEqual(await faultsOf(data), ['head-missing null']);
  await assert.rejects(record(data, 2), { code: 'STORAGE_DAMAGED' });
});

test('an older state of rows and head holds in itself; a witness contradicts it', async () => {
  await using data = await temporaryData();
  await record(data, 1, 2);
  const backup = await data.db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
  await record(data, 3, 4);
  const { head } = await checkAudit(data.db, data.vault);
  assert.ok(head);
  assert.deepEqual(await faultsOf(data, [head]), []);
  await removeFrom(data, 3);
  await data.db.updateTable('audit_head').set(backup).execute();
  assert.deepEqual(await faultsOf(data), []);
  assert.deepEqual(await faultsOf(data, [head]), ['witness-differs 4']);
  await record(data, 5, 6);
  assert.deepEqual(await faultsOf(data, [head]), ['witness-differs 4']);
});

/** The first release's chain: rows of plain hashes, no head. */
const plainChain = (path: string, rows: number): Promise<void> =>
  firstRelease(path, (database) => {
    const insert = database.prepare('insert into audit values (@sequence, @at, @event, @subject, @previous, @hash)');
    let previous = nothing;
    for (let sequence = 1; sequence <= rows; sequence++) {
      const content = { sequence, at: sequence, event: 'login', subject: '{}', previous };
      previous = plainHash(content);
      insert.run({ ...content, hash: previous });
    }
  });

test('rows from before the head stay as they are and checkable, and are protected from then on', async () => {
  await using folder = await temporaryFolder();
  await plainChain(folder.path, 4);
  const vault = createVault(new Uint8Array(32));
  const db = await openDatabase(folder.path, vault);
  const store = { db, vault };
  assert.deepEqual(await faultsOf(store), []);
  await record(store, 5, 6);
  assert.deepEqual(await faultsOf(store), []);

  const second = await rowAt(store, 2);
  const rewrite = async (subject: string) => {
    const content = { ...second, subject };
    await db
      .updateTable('audit')
      .set({ subject, hash: plainHash(content) })
      .where('sequence', '=', 2)
      .execute();
  };
  await rewrite('{"staff":9}');
  assert.deepEqual(await faultsOf(store), ['row-changed 2'], 'its own hash is right, the next row names another');
  await rewrite(second.subject);
  const sixth = await rowAt(store, 6);
  await db
    .updateTable('audit')
    .set({ hash: plainHash(sixth) })
    .where('sequence', '=', 6)
    .execute();
  assert.deepEqual(await faultsOf(store), ['row-changed 6']);
  await db.destroy();
});
