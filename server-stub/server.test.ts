import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import type { LoginResult, Patient, Task } from '@bedsign/contract';
import { addStaff } from './accounts/staff.ts';
import { demoAccounts } from './demo/hospital.ts';
import { openDataFolder } from './first-run/data-folder.ts';
import { startServer } from './server.ts';
import { administrator, makeProduction, startProduction } from './test-kit/production-folder.ts';
import { createBench } from './test-kit/test-bench.ts';
import { call, login, startDemo, temporaryFolder } from './test-kit/test-server.ts';

const options = { host: '127.0.0.1', port: 0, logLevel: 'silent' };

test('a second start keeps everything, a second server is refused, and production refuses the folder', async () => {
  await using folder = await temporaryFolder();
  await using first = await startDemo(folder.path);
  const bench = await createBench(first.url, folder.path);
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  const envelope = bench.seal(bundle);
  const { json } = await bench.submit(bundle, envelope);
  await assert.rejects(startDemo(folder.path), { code: 'DATA_FOLDER_IN_USE' });
  const chain = (await call(first.url, 'sm2Chain')).bytes;
  await first.close();

  await using second = await startDemo(folder.path);
  assert.deepEqual((await call(second.url, 'sm2Chain')).bytes, chain);
  const again = { ...bench, url: second.url };
  const { json: tasks } = await call(second.url, 'tasks', {
    token: again.nurse,
    query: { patientId: task.patient.id },
  });
  assert.equal((tasks as Task[]).find(({ id }) => id === task.id)?.revision, 1);
  const repeated = await createBench(second.url, folder.path).then((fresh) => fresh.submit(bundle, envelope));
  assert.deepEqual(repeated.json, json);
  await second.close();

  await assert.rejects(startServer({ ...options, data: folder.path, demo: false }), { code: 'DEMO_REFUSED' });
  const { db } = await openDataFolder(folder.path);
  await db.updateTable('setting').set({ value: 'production' }).where('name', '=', 'mode').execute();
  await db.destroy();
  await assert.rejects(startProduction(folder.path), { code: 'DEMO_REFUSED' });
});

test('a nurse finds patients by name, bed, number and barcode', async () => {
  await using folder = await temporaryFolder();
  await using server = await startDemo(folder.path);
  const token = await login(server.url, 'N1001');
  const find = async (q: string, departmentId?: string) => {
    const query = { q, ...(departmentId ? { departmentId } : {}) };
    const { json } = await call(server.url, 'patients', { token, query });
    return (json as Patient[]).map(({ name }) => name);
  };
  const departments = (await call(server.url, 'departments', { token })).json as { id: string; patientCount: number }[];
  assert.equal(
    departments.reduce((sum, { patientCount }) => sum + patientCount, 0),
    (await find('')).length,
  );
  assert.deepEqual(await find('文静'), ['欧阳文静']);
  assert.deepEqual(await find('2026110241'), ['欧阳文静']);
  assert.ok((await find('12')).includes('欧阳文静'));
  assert.deepEqual(await find('2026110241', departments[0]?.id), ['欧阳文静']);
  assert.deepEqual(await find('无此人'), []);
  for (const name of readdirSync(folder.path).filter((file) => file.startsWith('bedsign.sqlite'))) {
    const stored = readFileSync(join(folder.path, name));
    for (const text of ['欧阳', '同意书', '患者签名']) assert.ok(!stored.includes(text), `${name}: ${text}`);
  }
});

test('a demo stays on loopback; an empty folder is no production server', async () => {
  await using folder = await temporaryFolder();
  const start = (host: string, demo: boolean) => startServer({ ...options, data: folder.path, host, demo });
  await assert.rejects(start('0.0.0.0', true), { code: 'DEMO_REFUSED' });
  await assert.rejects(start('127.0.0.1', false), { code: 'DATA_FOLDER_NOT_FOUND' });
  assert.deepEqual(readdirSync(folder.path), []);
});

test('production refuses a demo start and accounts of the demo', async () => {
  await using folder = await temporaryFolder();
  await makeProduction(folder.path);
  await assert.rejects(startDemo(folder.path), { code: 'DEMO_REFUSED' });
  const [account] = demoAccounts;
  assert.ok(account);
  const { db, vault } = await openDataFolder(folder.path);
  await addStaff(db, vault, account);
  await db.destroy();
  await assert.rejects(startProduction(folder.path), { code: 'DEMO_REFUSED' });
});

test('beyond loopback production speaks https under the ECDSA root', async () => {
  await using folder = await temporaryFolder();
  await makeProduction(folder.path);
  await using server = await startProduction(folder.path, '0.0.0.0');
  const { port, protocol } = new URL(server.url);
  assert.equal(protocol, 'https:');
  const ca = readFileSync(join(folder.path, 'trust', 'ecdsa-root.pem'));
  const body = await new Promise<string>((resolve, reject) => {
    const login = request(
      {
        host: '127.0.0.1',
        port,
        path: '/api/v1/login',
        method: 'POST',
        ca,
        headers: { 'content-type': 'application/json' },
      },
      (response) => response.setEncoding('utf8').once('data', resolve),
    );
    login.once('error', reject).end(JSON.stringify(administrator));
  });
  assert.ok((JSON.parse(body) as LoginResult).token);
});
