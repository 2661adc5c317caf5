import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { crashFolder } from '../../electron/desktop/crash-folder.ts';
import { collectDiagnostics } from '../../electron/diagnostics/collect.ts';
import { writeZip } from '../../electron/diagnostics/write-zip.ts';
import { readSettings } from '../../electron/settings/read-settings.ts';
import { stationArguments } from '../../electron/settings/station-arguments.ts';
import { testPlaces } from '../../electron/settings/testing.ts';
import { startProcess } from '../../electron/start/managed-process.ts';
import type { StationReady } from '../../electron/start/station-ready.ts';
import { logFolder, openLog } from '../../electron/workstation/log-file.ts';
import { connectPage } from '../kit/page-client.ts';
import { demoLogin, folders, startServer } from '../kit/product.ts';
import { connectServer } from '../kit/server-client.ts';
import { performAct } from '../kit/sign-act.ts';

const station = new URL('../../native-bridge/main.ts', import.meta.url).pathname;

/** Every way in which a secret could stand in a text. */
const spellings = (secret: Uint8Array): string[] => {
  const bytes = Buffer.from(secret);
  return [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('latin1')];
};

test('diagnostics of a workstation at work show its settings and devices, and nothing of patients, keys or passwords', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'bedsign-diagnostics-'));
  const server = await startServer(data);
  t.after(async () => {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const credential = JSON.parse(readFileSync(folders(data).credential, 'utf8')) as Record<
    'id' | 'name' | 'token',
    string
  >;
  const policy = { serverUrl: server.ready.url, caCertificate: folders(data).trust, devices: 'simulated' };
  const places = testPlaces(t, { policy, credential });
  const noRegistry = () => ({});
  const settings = readSettings(places, noRegistry);
  const running = await startProcess<StationReady>(
    'station',
    station,
    stationArguments(places, settings, folders(data).pages),
    openLog(logFolder(places.dataFolder)),
  );
  t.after(() => running.stop());

  const integrator = await demoLogin(data, 'his');
  const client = await connectServer(server.ready.url, integrator.username, integrator.password);
  const patients = await client.patients('');
  const tasks = (await Promise.all(patients.map(({ id }) => client.tasks(id)))).flat();
  const task = tasks.find(({ status, signers }) => status === 'open' && signers.some(({ role }) => role === 'patient'));
  assert.ok(task);
  const nurse = await connectPage(running.ready.nurse);
  const patient = await connectPage(running.ready.patient);
  const { username, password } = await demoLogin(data, 'N1001');
  await nurse.call('login', { username, password });
  await performAct({ nurse, patient, taskId: task.id, role: 'patient', name: task.patient.name });
  nurse.close();
  patient.close();
  await running.stop();

  const dumps = join(crashFolder(places.dataFolder), 'pending');
  mkdirSync(dumps, { recursive: true });
  writeFileSync(join(dumps, 'a.dmp'), `memory with ${task.patient.name} in it`);

  const zip = join(data, 'diagnostics.zip');
  writeZip(zip, collectDiagnostics(places, noRegistry));
  const files = unzipSync(new Uint8Array(readFileSync(zip)));
  const all = Object.values(files)
    .map((bytes) => Buffer.from(bytes).toString('utf8'))
    .join('\n');
  const names = ['versions', 'settings', 'devices', 'data-files', 'crash-dumps', 'update'].map(
    (name) => `${name}.json`,
  );
  names.push('logs/workstation.log');
  assert.ok(all.includes('pending/a.dmp'), 'the dump is named');
  assert.deepEqual(Object.keys(files).sort(), names.sort());
  for (const shown of [server.ready.url, credential.id, process.versions.node, 'capture', '"source": "policy"'])
    assert.ok(all.includes(shown), shown);

  const people = patients.flatMap((person) => Object.values(person)).filter((value) => typeof value === 'string');
  assert.ok(people.includes(task.patient.name));
  const secrets = [
    ...people.filter((text) => text.length > 1 && /[^\x20-\x7e]|\d{6}/.test(text)),
    ...[credential.token, password, task.title],
    ...spellings(readFileSync(join(places.dataFolder, 'journal.key'))),
  ];
  for (const secret of secrets) assert.ok(!all.includes(secret), `${secret} stands in the diagnostics`);
  assert.throws(() => writeZip(zip, {}), { code: 'EEXIST' });
});

test('a broken workstation is diagnosed too: each fault by its name', (t) => {
  const places = testPlaces(t, { policy: '{"port": "x"}', credential: 'not even JSON, with a-secret-token' });
  const files = collectDiagnostics(places, () => ({}));
  assert.match(files['settings.json'] ?? '', /WORKSTATION_SETTINGS_INVALID/);
  const readable = testPlaces(t, { policy: {}, credential: 'not even JSON, with a-secret-token' });
  const found = collectDiagnostics(readable, () => ({}))['settings.json'] ?? '';
  assert.match(found, /STATION_CREDENTIAL_UNUSABLE/);
  assert.doesNotMatch(found, /a-secret/);
});
