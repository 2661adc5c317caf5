import assert from 'node:assert/strict';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeProduction } from '../test-kit/production-folder.ts';
import { startDemo, temporaryFolder } from '../test-kit/test-server.ts';
import { holdDataFolder, openDataFolder } from './data-folder.ts';

const keyIn = (path: string) => join(path, 'secrets', 'master.key');

test('a folder that has lost its master key is refused by everyone, and opens again when the key is back', async () => {
  await using folder = await temporaryFolder();
  await makeProduction(folder.path);
  renameSync(keyIn(folder.path), join(folder.path, 'backup'));
  const missing = { code: 'MASTER_KEY_MISSING' };
  await assert.rejects(openDataFolder(folder.path), missing);
  await assert.rejects(holdDataFolder(folder.path, { create: false }), missing);
  await assert.rejects(holdDataFolder(folder.path, { create: true }), missing);
  await assert.rejects(startDemo(folder.path), missing);
  assert.ok(!existsSync(keyIn(folder.path)));
  renameSync(join(folder.path, 'backup'), keyIn(folder.path));
  await using held = await holdDataFolder(folder.path, { create: false });
  assert.equal((await held.db.selectFrom('staff').select('id').execute()).length, 1);
});

test('only a first run makes a folder', async () => {
  await using folder = await temporaryFolder();
  const mistyped = join(folder.path, 'mistyped');
  await assert.rejects(openDataFolder(mistyped), { code: 'DATA_FOLDER_NOT_FOUND' });
  await assert.rejects(holdDataFolder(mistyped, { create: false }), { code: 'DATA_FOLDER_NOT_FOUND' });
  assert.deepEqual(readdirSync(folder.path), []);
});

test('files without the database that names them are no new folder', async () => {
  await using folder = await temporaryFolder();
  {
    await using held = await holdDataFolder(folder.path, { create: true });
    await held.blobs.put(Buffer.from('signed'));
  }
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder.path, `bedsign.sqlite${end}`), { force: true });
  await assert.rejects(holdDataFolder(folder.path, { create: true }), { code: 'STORAGE_DAMAGED' });
});
