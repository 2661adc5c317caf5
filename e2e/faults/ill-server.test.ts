/**
 * A server that is ill, busy or away, as the station meets it: the nurse's queue shows what waits and why, and once
 * the server is well again, the bundle gets through exactly once.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode, QueueEntry, Task } from '@bedsign/contract';
import { type Bedside, newTask, openBedside } from '../kit/bedside.ts';
import { onePagePdf } from '../kit/one-page-pdf.ts';
import { startServer, startStation } from '../kit/product.ts';
import { performAct } from '../kit/sign-act.ts';
import { type Ill, startIllProxy } from './ill-proxy.ts';
import { countRows, openServerDatabase } from './server-rows.ts';
import { openStand, type Stand } from './stand.ts';
import { withClockOff } from './wrong-clock.ts';

const data = mkdtempSync(join(tmpdir(), 'bedsign-ill-server-'));
let bedside: Bedside;
let proxy: Awaited<ReturnType<typeof startIllProxy>>;
let stand: Stand;

before(async () => {
  bedside = await openBedside(data);
  proxy = await startIllProxy(bedside.server.ready.url);
  stand = await openStand(data, proxy.url);
});
after(async () => {
  await stand.close();
  proxy.close();
  await bedside.close();
  rmSync(data, { recursive: true, force: true });
});

const act = (task: Task) => ({
  ...{ ...stand, taskId: task.id, role: 'patient' as const, name: task.patient.name, quick: true },
});

const untilEntry = async (captureId: string, wanted: (entry: QueueEntry) => boolean): Promise<QueueEntry> => {
  let entry: QueueEntry | undefined;
  for (let waited = 0; waited < 30_000; waited += 100) {
    entry = await stand.entry(captureId);
    if (entry && wanted(entry)) return entry;
    await sleep(100);
  }
  return assert.fail(`the queue still says ${entry?.state} ${JSON.stringify(entry?.failure)}`);
};
const waitsFor = (captureId: string, code: ErrorCode) =>
  untilEntry(captureId, ({ state, failure }) => state === 'sealed' && failure?.code === code);
const isSigned = (captureId: string) => untilEntry(captureId, ({ state }) => state === 'signed');

const signedOnce = async (task: Task, captureId: string): Promise<void> => {
  const now = (await bedside.api.tasks(task.patient.id)).find(({ id }) => id === task.id);
  assert.deepEqual([now?.status, now?.revision], ['signed', 1], 'exactly one signature');
  assert.equal((await bedside.api.capture(captureId)).revision, 1);
};

const codeOf: Record<Ill, ErrorCode> = {
  'answers 500': 'SERVER_FAULT',
  'answers 404 as another program would': 'SERVER_FAULT',
  'redirects to a login page': 'SERVER_FAULT',
  'answers 200 with garbage': 'SERVER_FAULT',
  'answers 200 with another format': 'SERVER_FAULT',
  'hangs up': 'SERVER_UNREACHABLE',
  'signs, but its answer is lost': 'SERVER_UNREACHABLE',
};
for (const [ill, code] of Object.entries(codeOf) as [Ill, ErrorCode][])
  test(`a server that ${ill}: the bundle waits as ${code} and is signed once`, async () => {
    const task = await newTask(bedside.api, await onePagePdf(ill), ill);
    const rows = countRows(data);
    proxy.fall(ill);
    const { captureId } = await performAct({ ...act(task), until: 'submit' });
    await stand.nurse.until(({ state }) => state === 'waiting');
    await waitsFor(captureId, code);

    proxy.heal();
    await stand.nurse.call('retry', { captureId });
    await isSigned(captureId);
    await stand.nurse.until(({ state }) => state === 'signed');
    await signedOnce(task, captureId);
    assert.deepEqual(countRows(data), { ...rows, revision: rows.revision + 1, capture: rows.capture + 1 });
    await stand.nurse.call('close', {});
  });

test('a locked database is DATABASE_BUSY; afterwards the same upload and the same bundle get through', async () => {
  const pdf = await onePagePdf('locked');
  const task = await newTask(bedside.api, pdf, 'locked');
  await performAct({ ...act(task), until: 'photo' });
  const rows = countRows(data);
  const database = openServerDatabase(data);
  database.exec('begin immediate');
  let captureId = '';
  try {
    await assert.rejects(bedside.api.upload(pdf, 'locked'), { code: 'DATABASE_BUSY' });
    ({ captureId } = await performAct({ ...act(task), from: 'submit', until: 'submit' }));
    await waitsFor(captureId, 'DATABASE_BUSY');
    await sleep(2000);
  } finally {
    database.exec('rollback');
    database.close();
  }
  await isSigned(captureId);
  await signedOnce(task, captureId);
  assert.deepEqual(countRows(data), { ...rows, revision: rows.revision + 1, capture: rows.capture + 1 });
  await bedside.api.upload(pdf, 'locked');
  await stand.nurse.call('close', {});
});

test('server away for an hour, the station restarted twice meanwhile: exactly one signature', async () => {
  const hour = 60 * 60 * 1000;
  const task = await newTask(bedside.api, await onePagePdf('away'), 'away');
  await performAct({ ...act(task), until: 'read' });
  await bedside.kill('server');
  const { captureId, state } = await performAct({ ...act(task), from: 'sign', until: 'submit' });
  assert.ok(['sealed', 'submitting', 'waiting'].includes(state), state);
  await waitsFor(captureId, 'SERVER_UNREACHABLE');

  await stand.restart();
  await stand.restart((...station) => withClockOff(hour, () => startStation(...station)));
  const port = Number(new URL(bedside.server.ready.url).port);
  bedside.server = await withClockOff(hour, () => startServer(data, port));
  await stand.logIn();
  const { confirmedAt, signedAt } = await isSigned(captureId);
  assert.ok((signedAt ?? 0) - confirmedAt > hour, 'the time stamp is of the signature, an hour later');
  await signedOnce(task, captureId);
  const report = await stand.nurse.call('verification', { documentId: task.documentId });
  assert.ok(report.ok, JSON.stringify(report.signatures));
});
