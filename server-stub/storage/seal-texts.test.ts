import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createVault, openJson } from '../secrets/index.ts';
import { firstRelease } from '../test-kit/first-release.ts';
import { temporaryFolder } from '../test-kit/test-server.ts';
import { openDatabase } from './index.ts';

const title = '王芳的手术知情同意书';
const vault = createVault(new Uint8Array(32));
const holds = (folder: string, text: string) =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));

test("titles and labels of the first release are sealed, and nothing of them is left in the folder's files", async () => {
  await using folder = await temporaryFolder();
  const rows = 400;
  await firstRelease(folder.path, (database) => {
    database.exec(`insert into department values ('d', '01', '外科', ''); insert into patient values ('p', 'd', '')`);
    for (let row = 0; row < rows; row++) {
      database.prepare('insert into document values (?, ?, 1, 0, ?)').run(`d${row}`, title, 'me');
      database.prepare('insert into task values (?, ?, ?, ?, 0, 0, 0, ?)').run(`t${row}`, title, `d${row}`, 'p', 'me');
      database
        .prepare('insert into task_field values (?, ?, 0, ?, ?, 1, 0, 0, 9, 9, null, null)')
        .run(`f${row}`, `t${row}`, title, 'patient');
    }
  });
  assert.deepEqual(holds(folder.path, title), ['bedsign.sqlite']);

  const db = await openDatabase(folder.path, vault);
  assert.deepEqual(holds(folder.path, title), [], 'while the server runs');
  for (const table of ['document', 'task', 'task_field'] as const) {
    const found = await db.selectFrom(table).select(['id', 'sealed']).execute();
    assert.equal(found.length, rows);
    for (const { id, sealed } of found) assert.equal(openJson(vault, table, id, sealed), title);
  }
  await db.destroy();
  assert.deepEqual(holds(folder.path, title), []);
  await (await openDatabase(folder.path, vault)).destroy();
});
