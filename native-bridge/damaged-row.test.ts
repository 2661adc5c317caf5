import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { randomBytes } from '@bedsign/gm';
import Database from 'better-sqlite3';
import { openJournal } from './journal/journal.ts';
import { createSealedBox } from './keys/sealed-box.ts';
import { startFixture } from './testing/station-fixture.ts';

const captureIds = ['damaged draft', 'damaged label', 'whole'].map(
  (what, index) => [what, `00000000-0000-4000-8000-00000000000${index}`] as const,
);
const [damagedDraft, damagedLabel, whole] = captureIds.map(([, captureId]) => captureId) as [string, string, string];
const label = { patientName: '王秀兰', title: '手术知情同意书' };

test('damaged rows are shown as damaged; the nurse logs in, and the others are submitted', async (t) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bedsign-damaged-'));
  t.after(() => rmSync(dataFolder, { recursive: true, force: true }));
  const path = join(dataFolder, 'journal.sqlite');
  const dataKey = randomBytes(16);
  const journal = openJournal(path, createSealedBox(dataKey));
  for (const [index, [, captureId]] of captureIds.entries()) journal.confirm(captureId, label, index, randomBytes(50));
  for (const captureId of [damagedLabel, whole]) journal.seal(captureId, randomBytes(50), 1);
  journal.close();
  const raw = new Database(path);
  raw.prepare(`UPDATE captures SET label = zeroblob(40) WHERE capture_id IN (?, ?)`).run(damagedDraft, damagedLabel);
  raw.close();

  const { nurse, login, until, server } = await startFixture(t, { dataFolder, dataKey });
  await login();
  const queue = await until('queue', (entries) => entries.filter(({ state }) => state === 'signed').length === 2);
  const shown = queue.map(({ captureId, patientName, failure }) => [captureId, patientName, failure?.code ?? null]);
  assert.deepEqual(
    new Map(shown.map(([id, ...rest]) => [id, rest])),
    new Map<unknown, unknown>([
      [damagedDraft, ['—', 'JOURNAL_DAMAGED']],
      [damagedLabel, ['—', 'JOURNAL_DAMAGED']],
      [whole, [label.patientName, null]],
    ]),
  );
  assert.deepEqual([...server.taken.keys()].sort(), [damagedLabel, whole]);
  await assert.rejects(nurse().call('resume', { captureId: damagedDraft }));
  await nurse().call('discard', { captureId: damagedDraft });
  assert.equal((await nurse().call('queue', {})).length, 2);
});
