import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { toHex } from '@bedsign/contract';
import { fingerprint, fromPem } from '@bedsign/gm';
import type { AuditCheck } from './audit/check-audit.ts';
import { temporaryFolder } from './test-kit/test-server.ts';
import type { TokenCheck } from './tsa/check/check-tokens.ts';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
const start = (...args: string[]) => spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

/** Exit code and stdout's JSON lines. */
const run = async (...args: string[]) => {
  const child = start(...args);
  child.stderr.resume();
  const lines: unknown[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(JSON.parse(line));
  if (child.exitCode === null) await once(child, 'exit');
  return { exit: child.exitCode, lines };
};
const errorOf = ({ lines }: { lines: unknown[] }) => (lines[0] as { error?: { code: string } })?.error?.code;

test('init, add-staff, add-station, approve-device, start, SIGTERM', async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, 'data');
  const password = join(folder.path, 'password');
  const at = ['--data', data];
  const account = ['--username', 'N1001', '--name', '李静', '--role', 'nurse', '--password-file', password];
  const init = ['init', ...at, '--name', '第一医院', '--admin-password-file', password];
  for (const command of ['start', 'check-audit']) {
    assert.equal(errorOf(await run(command, ...at)), 'DATA_FOLDER_NOT_FOUND');
    assert.ok(!existsSync(data));
  }
  writeFileSync(password, 'short\n');
  assert.equal(errorOf(await run(...init)), 'CONFIG_INVALID');
  writeFileSync(password, 'demo-admin\n');
  assert.equal(errorOf(await run(...init)), 'DEMO_REFUSED');
  assert.equal(errorOf(await run('init', ...at)), 'CONFIG_INVALID', 'no terminal to ask');
  assert.ok(!existsSync(data), 'an init that was refused leaves nothing');
  writeFileSync(password, 'a long enough one\n');
  assert.equal(errorOf(await run('start', ...at)), 'DATA_FOLDER_NOT_FOUND');
  const made = await run(...init);
  assert.equal(made.exit, 0);
  const [root] = fromPem(readFileSync(join(data, 'trust', 'root.pem'), 'utf8'));
  assert.deepEqual(made.lines, [{ administrator: 'admin', rootSm3: root && toHex(fingerprint(root)) }]);
  assert.equal(errorOf(await run(...init)), 'CONFIG_INVALID');
  assert.equal(errorOf(await run('start', '--demo', ...at)), 'DEMO_REFUSED');

  const server = start('start', ...at, '--port', '0');
  const errors: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const output = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const ready = JSON.parse((await output.next()).value ?? '{}') as { ready: boolean; url: string; mode: string };
  assert.deepEqual([ready.ready, ready.mode], [true, 'production']);
  assert.equal(errorOf(await run('start', ...at, '--port', '0')), 'DATA_FOLDER_IN_USE');

  // Administration while the server runs.
  assert.equal((await run('add-staff', ...at, ...account)).exit, 0);
  const out = join(folder.path, 'credential.json');
  assert.equal((await run('add-station', ...at, '--name', '五楼', '--out', out)).exit, 0);
  assert.equal(statSync(out).mode & 0o777, 0o600);
  assert.deepEqual(Object.keys(JSON.parse(readFileSync(out, 'utf8')) as object).sort(), ['id', 'name', 'token']);
  assert.equal((await run('approve-device', ...at, '--serial', 'CHIP-1')).exit, 0);
  // Two accounts, a station, a device, the installation, that the server started with or without time, and its empty token log.
  const checked = await run('check-audit', ...at);
  const [audit] = checked.lines as AuditCheck[];
  assert.deepEqual([checked.exit, audit?.rows, audit?.head?.rows, audit?.faults], [0, 7, 7, []]);
  const witness = join(folder.path, 'audit.jsonl');
  writeFileSync(witness, `${JSON.stringify(audit)}\n`);
  assert.equal((await run('check-audit', ...at, '--witness', witness)).exit, 0);
  writeFileSync(witness, JSON.stringify({ ...audit, head: { rows: 3, hash: '00' } }));
  const contradicted = await run('check-audit', ...at, '--witness', witness);
  assert.equal(contradicted.exit, 1);
  assert.deepEqual((contradicted.lines[0] as AuditCheck).faults, [{ fault: 'witness-differs', sequence: 3 }]);
  const tokenLog = await run('check-tokens', ...at);
  const [tokens] = tokenLog.lines as TokenCheck[];
  assert.deepEqual([tokenLog.exit, tokens?.nodes.length, tokens?.tokens, tokens?.faults], [0, 1, 0, []]);
  const elsewhere = tokens?.nodes.map(({ head }) => ({ node: '4000000000000000', head }));
  writeFileSync(witness, JSON.stringify({ nodes: elsewhere }));
  const missing = await run('check-tokens', ...at, '--witness', witness);
  assert.deepEqual([missing.exit, (missing.lines[0] as TokenCheck).faults[0]?.fault], [1, 'node-missing']);
  writeFileSync(witness, 'nonsense');
  assert.equal(errorOf(await run('check-audit', ...at, '--witness', witness)), 'CONFIG_INVALID');
  const login = await fetch(`${ready.url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'N1001', password: 'a long enough one' }),
  });
  assert.equal(login.status, 200);
  const { token } = (await login.json()) as { token: string };
  await fetch(`${ready.url}/api/v1/patients?q=王芳`, { headers: { authorization: `Bearer ${token}` } });

  server.kill('SIGTERM');
  const [code] = (await once(server, 'exit')) as [number | null];
  assert.equal(code, 0);
  assert.ok((await output.next()).done, 'stdout carries the ready line alone');
  const log = errors.join('');
  for (const secret of ['李静', '王芳', encodeURI('王芳'), token, 'a long enough one'])
    assert.ok(!log.includes(secret));
});

test('backup and restore', async () => {
  await using folder = await temporaryFolder();
  const [data, other, out] = ['data', 'other', 'backup.bin'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
  ];
  const password = join(folder.path, 'password');
  const wrong = join(folder.path, 'wrong');
  writeFileSync(password, 'a long enough one\n');
  writeFileSync(wrong, 'another long one\n');
  await run('init', '--data', data, '--name', '第一医院', '--admin-password-file', password);
  assert.equal((await run('backup', '--data', data, '--out', out, '--passphrase-file', password)).exit, 0);
  assert.equal(statSync(out).mode & 0o777, 0o600);
  const restore = (into: string, words: string, ...more: string[]) =>
    run('restore', '--data', into, '--in', out, '--passphrase-file', words, ...more);
  assert.equal(errorOf(await restore(other, wrong)), 'BACKUP_PASSPHRASE_WRONG');
  assert.equal(errorOf(await restore(other, join(folder.path, 'nowhere'))), 'CONFIG_INVALID');
  assert.equal(errorOf(await run('restore', '--data', other, '--in', '/nowhere')), 'CONFIG_INVALID');
  assert.equal(errorOf(await restore(data, password)), 'DATA_FOLDER_USED');
  assert.equal(((await restore(other, password)).lines[0] as { movedTo: unknown }).movedTo, null);
  const { lines } = await restore(other, password, '--replace');
  assert.match((lines[0] as { movedTo: string }).movedTo, /before-restore-/);
  assert.equal((await run('check-audit', '--data', other)).exit, 0);
});

test('a wrong command line is named', async () => {
  assert.equal((await run('nonsense')).exit, 1);
  assert.equal(errorOf(await run('start')), 'CONFIG_INVALID');
  assert.equal(errorOf(await run('start', '--serial', 'x')), 'CONFIG_INVALID');
  assert.equal(errorOf(await run('start', '--data', '/nowhere', '--port', 'x')), 'CONFIG_INVALID');
});
