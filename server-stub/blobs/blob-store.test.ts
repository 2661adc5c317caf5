import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { createVault } from '../secrets/index.ts';
import { temporaryFolder } from '../test-kit/test-server.ts';
import { createBlobStore } from './blob-store.ts';
import { withBlobs } from './with-blobs.ts';

const files = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('a blob is named by its SM3, encrypted on disk, stored once, and checked when read', async () => {
  await using folder = await temporaryFolder();
  const blobs = createBlobStore(folder.path, createVault(new Uint8Array(32).fill(7)));
  const bytes = Buffer.from('%PDF- 患者 '.repeat(1000));
  const digest = await blobs.put(bytes);
  assert.equal(digest, toHex(sm3(bytes)));
  assert.equal(await blobs.put(bytes), digest);
  assert.deepEqual(Buffer.from(await blobs.get(digest)), bytes);

  const [path = '', ...others] = files(folder.path);
  assert.equal(others.length, 0);
  const stored = readFileSync(path);
  assert.ok(!stored.includes('%PDF-'));
  stored[100] = (stored[100] ?? 0) ^ 1;
  writeFileSync(path, stored);
  await assert.rejects(blobs.get(digest), { code: 'STORAGE_DAMAGED' });
  await assert.rejects(blobs.get('00'.repeat(32)), { code: 'STORAGE_DAMAGED' });
});

test('if the use of files fails, those that were not there before go again, unless they are named or nobody can tell', async () => {
  await using folder = await temporaryFolder();
  const blobs = createBlobStore(folder.path, createVault(new Uint8Array(32)));
  const earlier = await blobs.put(Buffer.from('earlier'));
  const full = new Error('full');
  const attempt = (content: string, isKept: () => Promise<boolean>) =>
    withBlobs(blobs, [Buffer.from('earlier'), Buffer.from(content)], () => Promise.reject(full), isKept);
  await assert.rejects(
    attempt('gone', async () => false),
    full,
  );
  assert.equal(files(folder.path).length, 1);
  assert.ok(await blobs.get(earlier));
  await assert.rejects(
    attempt('named', async () => true),
    full,
  );
  await assert.rejects(
    attempt('unknown', () => Promise.reject(new Error('no answer'))),
    full,
  );
  assert.equal(files(folder.path).length, 3);
});

test('another master key opens nothing', async () => {
  await using folder = await temporaryFolder();
  const digest = await createBlobStore(folder.path, createVault(new Uint8Array(32))).put(Buffer.from('x'));
  const other = createBlobStore(folder.path, createVault(new Uint8Array(32).fill(1)));
  await assert.rejects(other.get(digest), { code: 'STORAGE_DAMAGED' });
});
