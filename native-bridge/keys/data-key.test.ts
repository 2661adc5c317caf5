import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStation } from '../station.ts';
import { credential } from '../testing/station-fixture.ts';
import { loadDataKey } from './data-key.ts';

const folder = (t: { after(cleanUp: () => void): void }) => {
  const path = mkdtempSync(join(tmpdir(), 'bedsign-key-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

test('the key is made once, and read again', (t) => {
  const data = folder(t);
  const journal = join(data, 'journal.sqlite');
  const key = loadDataKey(data, journal);
  assert.equal(key.length, 16);
  writeFileSync(journal, '');
  assert.deepEqual(loadDataKey(data, journal), key);
});

test('a key that was cut is JOURNAL_DAMAGED and stays as it is', (t) => {
  const data = folder(t);
  writeFileSync(join(data, 'journal.key'), 'short');
  assert.throws(() => loadDataKey(data, join(data, 'journal.sqlite')), { code: 'JOURNAL_DAMAGED' });
  assert.equal(readFileSync(join(data, 'journal.key'), 'utf8'), 'short');
});

test('a station whose journal lost its key does not start and overwrites nothing', async (t) => {
  const data = folder(t);
  const start = () => createStation({ dataFolder: data, server: new URL('http://127.0.0.1:1'), port: 0, credential });
  await (await start()).close();
  rmSync(join(data, 'journal.key'));
  const contents = () => readdirSync(data).map((name) => [name, readFileSync(join(data, name)).toString('hex')]);
  const before = contents();
  await assert.rejects(start(), (thrown: { code: string; detail: string }) => {
    assert.equal(thrown.code, 'JOURNAL_DAMAGED');
    assert.match(thrown.detail, /journal\.key is missing/);
    return true;
  });
  assert.ok(!existsSync(join(data, 'journal.key')));
  assert.deepEqual(contents(), before);
});
