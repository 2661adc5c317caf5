import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../storage/index.ts';
import { temporaryFolder } from '../test-kit/test-server.ts';
import { checkAudit, recordAudit } from './audit-chain.ts';

test('a changed, missing or inserted row breaks the chain where it stands', async () => {
  await using folder = await temporaryFolder();
  const db = await openDatabase(folder.path);
  await Promise.all([1, 2, 3, 4, 5].map((staff) => recordAudit(db, 'login', { staff })));
  assert.deepEqual(await checkAudit(db), { rows: 5, brokenAt: null });

  const third = await db.selectFrom('audit').selectAll().where('sequence', '=', 3).executeTakeFirstOrThrow();
  await db.updateTable('audit').set({ subject: '{"staff":9}' }).where('sequence', '=', 3).execute();
  assert.equal((await checkAudit(db)).brokenAt, 3);
  await db.deleteFrom('audit').where('sequence', '=', 3).execute();
  assert.equal((await checkAudit(db)).brokenAt, 3);
  await db.insertInto('audit').values(third).execute();
  assert.equal((await checkAudit(db)).brokenAt, null);
  await db.destroy();
});
