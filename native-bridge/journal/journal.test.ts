import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CaptureResult } from '@bedsign/contract';
import { randomBytes } from '@bedsign/gm';
import Database from 'better-sqlite3';
import { createSealedBox, type SealedBox } from '../keys/sealed-box.ts';
import { openJournal as openJournalWith } from './journal.ts';
import { betterSqlite3 } from './sqlite/better-sqlite3.ts';
import { nodeSqlite } from './sqlite/node-sqlite.ts';
import type { SqliteDriver } from './sqlite/sqlite.ts';

const id = '00000000-0000-4000-8000-000000000001';
const label = { patientName: '王秀兰', title: '手术知情同意书' };
const draft = new TextEncoder().encode('a draft with secret strokes');
const result: CaptureResult = {
  captureId: id,
  documentId: 'd1',
  revision: 1,
  signedAt: 5,
  evidenceDigest: 'ab',
  certificateSerial: 'cd',
};
const code = (name: string) => (thrown: unknown) => (thrown as { code: string }).code === name;

const folder = (t: { after(cleanUp: () => void): void }) => {
  const path = mkdtempSync(join(tmpdir(), 'bedsign-journal-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

const journalTests = (driver: SqliteDriver): void => {
  const openJournal = (path: string, box: SealedBox) => openJournalWith(path, box, driver);

  test('a capture goes from draft over envelope to result, across reopening', (t) => {
    const path = join(folder(t), 'j.sqlite');
    const box = createSealedBox(randomBytes(16));
    let journal = openJournal(path, box);
    journal.confirm(id, label, 1, draft);
    journal.confirm(id, label, 1, new TextEncoder().encode('a later draft'));
    journal.close();

    journal = openJournal(path, box);
    assert.equal(new TextDecoder().decode(journal.draft(id)), 'a later draft');
    assert.deepEqual(journal.waiting(), []);
    const envelope = randomBytes(100);
    journal.seal(id, envelope, 2);
    assert.throws(() => journal.draft(id), code('NOT_FOUND'));
    assert.throws(
      () => journal.confirm(id, label, 1, draft),
      code('NOT_FOUND'),
      'a draft must not replace an envelope',
    );
    assert.equal(journal.forget(id), false, 'what is sealed stays');
    journal.failed(id, 'sealed', { code: 'SERVER_UNREACHABLE' });
    journal.failed(id, 'refused', { code: 'CLOCK_SKEW', detail: '3 min' });
    assert.throws(() => journal.envelope(id), code('NOT_FOUND'));
    journal.close();

    journal = openJournal(path, box);
    assert.deepEqual(journal.entries()[0]?.failure, { code: 'CLOCK_SKEW', detail: '3 min' });
    journal.again(id);
    assert.deepEqual(journal.envelope(id), { envelope, sealedAt: 2 }, 'the same bytes, so the server knows them again');
    journal.signed(id, result);
    assert.throws(() => journal.signed(id, result), code('NOT_FOUND'));
    const [entry] = journal.entries();
    assert.deepEqual(entry, {
      captureId: id,
      state: 'signed',
      label,
      confirmedAt: 1,
      attempts: 3,
      failure: null,
      result,
    });
    journal.close();
  });

  test('nothing personal can be read in the files, nor after it was forgotten', (t) => {
    const path = folder(t);
    const journal = openJournal(join(path, 'j.sqlite'), createSealedBox(randomBytes(16)));
    journal.confirm(id, label, 1, draft);
    const onDisk = () => Buffer.concat(['j.sqlite', 'j.sqlite-wal'].map((name) => readFileSync(join(path, name))));
    assert.ok(onDisk().includes(id));
    for (const secret of [label.patientName, label.title, 'secret strokes'])
      assert.ok(!onDisk().includes(secret), secret);
    assert.equal(journal.forget(id), true);
    assert.deepEqual(journal.entries(), []);
    journal.close();
  });

  test('the files are readable by their owner only, whatever the folder and the umask allow', (t) => {
    if (process.platform === 'win32') return t.skip('POSIX modes');
    const path = folder(t);
    chmodSync(path, 0o755);
    const umask = process.umask(0);
    t.after(() => process.umask(umask));
    const box = createSealedBox(randomBytes(16));
    const modes = () => readdirSync(path).map((name) => [name, statSync(join(path, name)).mode & 0o777]);
    const first = openJournal(join(path, 'j.sqlite'), box);
    first.confirm(id, label, 1, draft);
    assert.deepEqual(modes(), [
      ['j.sqlite', 0o600],
      ['j.sqlite-wal', 0o600],
      ['j.sqlite.made', 0o600],
    ]);
    first.close();
    chmodSync(join(path, 'j.sqlite'), 0o644);
    const again = openJournal(join(path, 'j.sqlite'), box);
    for (const [name, mode] of modes()) assert.equal(mode, 0o600, String(name));
    again.close();
  });

  test('another key, or a row moved to another capture, is JOURNAL_DAMAGED and not an empty draft', (t) => {
    const path = join(folder(t), 'j.sqlite');
    const key = randomBytes(16);
    const first = openJournal(path, createSealedBox(key));
    first.confirm(id, label, 1, draft);
    first.close();
    const other = openJournal(path, createSealedBox(randomBytes(16)));
    assert.throws(() => other.draft(id), code('JOURNAL_DAMAGED'));
    other.close();

    const raw = new Database(path);
    raw.prepare('UPDATE captures SET capture_id = ?').run(`${id.slice(0, -1)}2`);
    raw.close();
    const moved = openJournal(path, createSealedBox(key));
    assert.throws(() => moved.draft(`${id.slice(0, -1)}2`), code('JOURNAL_DAMAGED'));
    moved.close();
  });

  test('a file that is no database is JOURNAL_DAMAGED and stays untouched', (t) => {
    const path = join(folder(t), 'j.sqlite');
    writeFileSync(path, 'x'.repeat(5000));
    assert.throws(() => openJournal(path, createSealedBox(randomBytes(16))), code('JOURNAL_DAMAGED'));
    assert.equal(readFileSync(path, 'utf8'), 'x'.repeat(5000));
  });

  test('a journal that was there once and is gone, or was cut to nothing, is JOURNAL_DAMAGED and not an empty queue', (t) => {
    const path = join(folder(t), 'j.sqlite');
    const box = createSealedBox(randomBytes(16));
    const first = openJournal(path, box);
    first.confirm(id, label, 1, draft);
    first.close();
    const whole = readFileSync(path);
    for (const lose of [() => rmSync(path), () => writeFileSync(path, '')]) {
      lose();
      assert.throws(() => openJournal(path, box), code('JOURNAL_DAMAGED'));
      assert.ok(!existsSync(path) || readFileSync(path).length === 0, 'nothing is made in its place');
    }
    writeFileSync(path, whole);
    const restored = openJournal(path, box);
    assert.deepEqual(restored.draft(id), draft);
    restored.close();
  });

  test('a database that another program holds is DATA_FOLDER_IN_USE, and is opened once it is free', (t) => {
    const path = join(folder(t), 'j.sqlite');
    const box = createSealedBox(randomBytes(16));
    const first = openJournal(path, box);
    first.confirm(id, label, 1, draft);
    const script = `import { openJournal } from ${JSON.stringify(fileURLToPath(new URL('./journal.ts', import.meta.url)))};
    try { openJournal(${JSON.stringify(path)}, { seal: (b) => b, open: (b) => b }); } catch (e) { console.log(e.code); }`;
    const answer = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
      encoding: 'utf8',
    });
    assert.equal(answer.trim(), 'DATA_FOLDER_IN_USE');
    first.close();
    const second = openJournal(path, box);
    assert.deepEqual(second.draft(id), draft);
    second.close();
  });

  test('a full disk is DISK_FULL, the older draft stays whole, and with room again the newer one is taken', (t) => {
    const mount = join(folder(t), 'small');
    mkdirSync(mount);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', mount], { stdio: 'pipe' });
    } catch {
      return t.skip('mounting a small tmpfs needs root');
    }
    try {
      const journal = openJournal(join(mount, 'j.sqlite'), createSealedBox(randomBytes(16)));
      journal.confirm(id, label, 1, draft);
      const large = randomBytes(500_000);
      assert.throws(() => journal.confirm(id, label, 1, large), code('DISK_FULL'));
      assert.throws(() => journal.seal(id, large, 2), code('DISK_FULL'));
      assert.deepEqual(journal.draft(id), draft);
      execFileSync('mount', ['-o', 'remount,size=4m', mount]);
      journal.confirm(id, label, 1, large);
      assert.deepEqual(journal.draft(id), large);
      journal.close();
    } finally {
      execFileSync('umount', ['-l', mount]);
    }
  });
};

const preferred = betterSqlite3();
assert.ok(preferred, 'better-sqlite3 loads on every machine that runs the tests');
for (const driver of [preferred, nodeSqlite]) suite(driver.name, () => journalTests(driver));

test('what one driver wrote the other reads', (t) => {
  const path = join(folder(t), 'j.sqlite');
  const box = createSealedBox(randomBytes(16));
  const first = openJournalWith(path, box, preferred);
  first.confirm(id, label, 1, draft);
  first.close();
  const second = openJournalWith(path, box, nodeSqlite);
  assert.deepEqual(second.draft(id), draft);
  second.close();
});
