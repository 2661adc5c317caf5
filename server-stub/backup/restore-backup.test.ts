import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { defaultTsaSettings, type LoginResult, type TsaSettings } from '@bedsign/contract';
import { createTimeStampQuery, fromPem, parseTimeStampReply, sm3, verifyTimeStampToken } from '@bedsign/gm';
import { checkAudit } from '../audit/check-audit.ts';
import { loadIdentity } from '../ca/index.ts';
import { holdDataFolder, openDataFolder } from '../first-run/data-folder.ts';
import { administrator, makeProduction, startProduction } from '../test-kit/production-folder.ts';
import { call, temporaryFolder } from '../test-kit/test-server.ts';
import { testTimeSettings } from '../test-kit/time-server.ts';
import { openBackup, sealBackup } from './backup-file.ts';
import type { BackupContent } from './content.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const passphrase = 'a passphrase for the safe';
const digest = sm3(Buffer.from('signature value'));
const headers = { 'content-type': 'application/timestamp-query' };
const changed: TsaSettings = {
  ...{ ...defaultTsaSettings('production'), time: await testTimeSettings() },
  access: { allow: ['10.0.0.0/8'], deny: [] },
};

let root: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
let stationToken: string;
/** The whole history of one server: its folder is destroyed after the backup was made and more tokens were given out. */
let file: Uint8Array;
let trust: { sm2: Uint8Array[]; ecdsa: string };
const serials: string[] = [];
let listed: unknown;
let lostHead: { rows: number; hash: string } | null;

/** Stamps `digest`, verifies the token at the lost server's root, and returns its serial number. */
const stamp = async (url: string): Promise<string> => {
  const bytes = createTimeStampQuery({ digestAlgorithm: 'sm3', digest, certReq: true });
  const { token } = parseTimeStampReply((await call(url, 'sm2TimeStamp', { bytes, headers })).bytes);
  const { serial } = await verifyTimeStampToken({ token, imprint: { algorithm: 'sm3', digest }, anchors: trust.sm2 });
  return serial;
};
/** Any time-stamp certificate will do: that of another hospital. */
const importForeignChain = async (url: string, token: string): Promise<void> => {
  const other = join(root.path, 'other');
  await makeProduction(other);
  await using folder = await holdDataFolder(other, { create: false });
  const { certificate } = await loadIdentity(folder.db, folder.vault, 'sm2 tsa');
  const octets = { 'content-type': 'application/octet-stream' };
  assert.equal((await call(url, 'importTsaCertificate', { token, bytes: certificate, headers: octets })).status, 201);
};
const certificates = async (url: string, token: string) => (await call(url, 'tsaCertificates', { token })).json;
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: root.path, stdio: 'pipe' });

before(async () => {
  root = await temporaryFolder();
  path = join(root.path, 'data');
  stationToken = (await makeProduction(path)).token;
  await using server = await startProduction(path);
  trust = {
    sm2: fromPem(readFileSync(join(path, 'trust/root.pem'), 'utf8')),
    ecdsa: readFileSync(join(path, 'trust/ecdsa-root.pem'), 'utf8'),
  };
  const { token } = (await call(server.url, 'login', { json: administrator })).json as LoginResult;
  await call(server.url, 'changeTsaSettings', { token, json: { version: 0, settings: changed } });
  await importForeignChain(server.url, token);
  listed = await certificates(server.url, token);
  for (let round = 0; round < 3; round++) serials.push(await stamp(server.url));
  const folder = await openDataFolder(path);
  file = await makeBackup(folder, passphrase, 'drill');
  for (let round = 0; round < 3; round++) serials.push(await stamp(server.url));
  lostHead = (await checkAudit(folder.db, folder.vault)).head;
  await folder.db.destroy();
  await server.close();
  rmSync(path, { recursive: true });
});
after(() => root[Symbol.asyncDispose]());

test('restore drill: on an empty folder the server comes up as what it was', async () => {
  const restored = await restoreBackup(path, file, passphrase, { replace: false });
  assert.equal(restored.movedTo, null);
  await using server = await startProduction(path);
  for (let round = 0; round < 3; round++) serials.push(await stamp(server.url));
  assert.equal(new Set(serials).size, 9, 'no serial number twice');

  writeFileSync(join(root.path, 'data.bin'), 'signed bytes');
  writeFileSync(join(root.path, 'root.pem'), trust.ecdsa);
  openssl('ts', '-query', '-data', 'data.bin', '-sha256', '-cert', '-out', 'query.tsq');
  const bytes = readFileSync(join(root.path, 'query.tsq'));
  writeFileSync(join(root.path, 'reply.tsr'), (await call(server.url, 'ecdsaTimeStamp', { bytes, headers })).bytes);
  openssl('ts', '-verify', '-data', 'data.bin', '-in', 'reply.tsr', '-CAfile', 'root.pem');

  const { token } = (await call(server.url, 'login', { json: administrator })).json as LoginResult;
  assert.deepEqual((await call(server.url, 'tsaSettings', { token })).json, { version: 1, settings: changed });
  assert.deepEqual(await certificates(server.url, token), listed, 'its own and those it trusts');
  const asStation = await call(server.url, 'capture', { token: stationToken, params: { captureId: 'none' } });
  assert.equal(asStation.error?.code, 'NOT_FOUND', 'the station is known');
});

test('the new audit chain begins by naming where the old one stood', async () => {
  const { db, vault } = await openDataFolder(path);
  assert.deepEqual((await checkAudit(db, vault)).faults, []);
  const first = await db.selectFrom('audit').selectAll().where('sequence', '=', 1).executeTakeFirstOrThrow();
  await db.destroy();
  const { auditRows, auditHash } = JSON.parse(first.subject) as { auditRows: number; auditHash: string };
  assert.equal(first.event, 'restored');
  assert.equal(auditRows + 1, lostHead?.rows, 'all but the backup itself');
  assert.match(auditHash, /^[0-9a-f]{64}$/);
});

test('a used folder is refused and left alone, or moved aside whole', async () => {
  const key = readFileSync(join(path, 'secrets/master.key'));
  await assert.rejects(restoreBackup(path, file, passphrase, { replace: false }), { code: 'DATA_FOLDER_USED' });
  assert.deepEqual(readFileSync(join(path, 'secrets/master.key')), key);
  await using server = await startProduction(path);
  for (const replace of [false, true])
    await assert.rejects(restoreBackup(path, file, passphrase, { replace }), { code: 'DATA_FOLDER_IN_USE' });
  await server.close();

  const { movedTo } = await restoreBackup(path, file, passphrase, { replace: true });
  assert.ok(movedTo);
  assert.deepEqual(readFileSync(join(movedTo, 'secrets/master.key')), key);
  await (await openDataFolder(movedTo)).db.destroy();
  assert.notDeepEqual(readFileSync(join(path, 'secrets/master.key')), key);
  await using again = await startProduction(path);
  serials.push(await stamp(again.url));
  assert.equal(new Set(serials).size, 10, 'nor by a second restore of the same file');
});

test('a folder whose database cannot be read can still be replaced', async () => {
  writeFileSync(join(path, 'bedsign.sqlite'), 'x'.repeat(5000));
  rmSync(join(path, 'bedsign.sqlite-wal'), { force: true });
  await assert.rejects(restoreBackup(path, file, passphrase, { replace: false }), { code: 'DATA_FOLDER_USED' });
  await restoreBackup(path, file, passphrase, { replace: true });
  await using server = await startProduction(path);
  assert.ok(await stamp(server.url));
});

test('an administrator downloads a backup, with their password once more', async () => {
  const downloaded = join(root.path, 'downloaded');
  await using server = await startProduction(path);
  const { token } = (await call(server.url, 'login', { json: administrator })).json as LoginResult;
  const ask = (password: string, words: string) =>
    call(server.url, 'makeBackup', { token, json: { password, passphrase: words } });
  assert.equal((await ask('wrong', passphrase)).error?.code, 'LOGIN_FAILED');
  assert.equal((await ask(administrator.password, 'short')).error?.code, 'INVALID_REQUEST');
  const { status, bytes } = await ask(administrator.password, passphrase);
  assert.equal(status, 200);
  await restoreBackup(downloaded, bytes, passphrase, { replace: false });
  const { db } = await openDataFolder(path);
  const events = (await db.selectFrom('audit').select('event').orderBy('sequence').execute()).map(({ event }) => event);
  await db.destroy();
  assert.deepEqual(events.slice(-2), ['login-failed', 'backup-made']);
});

test('a wrong passphrase, a damaged file and content that does not fit touch nothing', async () => {
  const empty = join(root.path, 'empty');
  const restore = (bytes: Uint8Array, words = passphrase) => restoreBackup(empty, bytes, words, { replace: true });
  await assert.rejects(restore(file, 'another passphrase'), { code: 'BACKUP_PASSPHRASE_WRONG' });
  await assert.rejects(restore(file.subarray(0, -1)), { code: 'BACKUP_DAMAGED' });
  for (const text of ['', 'null', '{}', JSON.stringify({ createdAt: 1 })])
    await assert.rejects(restore(await sealBackup(passphrase, Buffer.from(text))), { code: 'BACKUP_DAMAGED' });
  assert.ok(!existsSync(empty));
});

test('a restore that fails half way has restored nothing, and can be done again', async () => {
  const half = join(root.path, 'half');
  const content = JSON.parse(Buffer.from(await openBackup(passphrase, file)).toString()) as BackupContent;
  const twice = {
    ...content,
    devices: [1, 2].map(() => ({
      serial: 'S',
      model: null,
      public_key: null,
      certificate_serial: null,
      approved_at: null,
    })),
  };
  const bad = await sealBackup(passphrase, Buffer.from(JSON.stringify(twice)));
  await assert.rejects(restoreBackup(half, bad, passphrase, { replace: false }));
  const { db } = await openDataFolder(half);
  for (const table of ['setting', 'staff', 'identity', 'audit'] as const)
    assert.deepEqual(await db.selectFrom(table).selectAll().execute(), [], table);
  await db.destroy();
  await assert.rejects(startProduction(half), { code: 'DATA_FOLDER_NOT_FOUND' });
  await restoreBackup(half, file, passphrase, { replace: false });
  await using server = await startProduction(half);
  assert.ok(await stamp(server.url));
  assert.deepEqual(
    readdirSync(half).filter((name) => name.startsWith('before-restore')),
    [],
  );
});
