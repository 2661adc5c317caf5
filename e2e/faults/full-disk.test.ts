/**
 * Full disks, the server's and the station's: whoever cannot write says DISK_FULL and acknowledges nothing it does not
 * have; what was acknowledged is still there, and once there is room the same bundle gets through, once.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Bedside, newTask, openBedside } from '../kit/bedside.ts';
import { onePagePdf } from '../kit/one-page-pdf.ts';
import { folders, startStation } from '../kit/product.ts';
import { performAct } from '../kit/sign-act.ts';
import { startIllProxy } from './ill-proxy.ts';
import { countRows } from './server-rows.ts';
import { mountSmallDisk, noSmallDisk } from './small-disk.ts';
import { openStand } from './stand.ts';

const skip = noSmallDisk;

/** A new one-page task, and how to sign it at the bedside. */
const prepare = async (bedside: Bedside, title: string) => {
  const task = await newTask(bedside.api, await onePagePdf(title), title);
  return { task, act: { taskId: task.id, role: 'patient' as const, name: task.patient.name, quick: true } };
};
const revisionOf = async ({ api }: Bedside, { id, patient }: { id: string; patient: { id: string } }) =>
  (await api.tasks(patient.id)).find((task) => task.id === id)?.revision;

test('the server’s disk is full', { skip }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'bedsign-full-server-'));
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rmSync(data, { recursive: true, force: true }));
  const disk = mountSmallDisk(folders(data).server, '64m');
  undo.defer(disk.unmount);
  const bedside = await openBedside(data);
  undo.defer(bedside.close);
  const { nurse } = bedside;

  const before = await prepare(bedside, 'before');
  const acknowledged = await performAct({ ...bedside, ...before.act });
  assert.equal(acknowledged.state, 'signed');
  await nurse.call('close', {});
  const signedBefore = await bedside.api.content(before.task.documentId);

  const during = await prepare(bedside, 'during');
  await performAct({ ...bedside, ...during.act, until: 'photo' });
  const rows = countRows(data);
  disk.fill();
  await assert.rejects(bedside.api.upload(await onePagePdf('more'), 'more'), { code: 'DISK_FULL' });
  const { captureId } = await performAct({ ...bedside, ...during.act, from: 'submit', until: 'submit' });
  const waiting = await nurse.until(({ state }) => state === 'waiting');
  assert.equal(waiting.failure?.code, 'DISK_FULL');
  assert.deepEqual(countRows(data), rows, 'a refusal leaves nothing');

  await bedside.kill('server');
  const revived = await bedside.revive().then(
    () => true,
    () => false,
  );
  assert.ok(revived, 'a full disk does not keep the server from starting');
  assert.deepEqual(await bedside.api.content(before.task.documentId), signedBefore);
  assert.match(readFileSync(folders(data).trust, 'latin1'), /BEGIN CERTIFICATE/);

  disk.free();
  await nurse.call('retry', { captureId });
  await nurse.until(({ state }) => state === 'signed');
  assert.equal(await revisionOf(bedside, during.task), 1);
  assert.equal((await bedside.api.capture(acknowledged.captureId)).revision, 1);
  assert.deepEqual(await bedside.api.content(before.task.documentId), signedBefore);
  assert.deepEqual(countRows(data), { ...rows, revision: rows.revision + 1, capture: rows.capture + 1 });
});

test('the station’s disk is full', { skip }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'bedsign-full-station-'));
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rmSync(data, { recursive: true, force: true }));
  const bedside = await openBedside(data);
  undo.defer(bedside.close);
  const proxy = await startIllProxy(bedside.server.ready.url);
  undo.defer(proxy.close);
  let disk: ReturnType<typeof mountSmallDisk> | undefined;
  const stand = await openStand(data, proxy.url, (folder, url) => {
    disk = mountSmallDisk(folders(folder).station, '16m');
    return startStation(folder, url);
  });
  if (!disk) throw new Error('no disk');
  undo.defer(stand.close);
  undo.defer(disk.unmount);
  const { nurse, patient } = stand;
  const { task, act } = await prepare(bedside, 'station');

  await performAct({ ...stand, ...act, until: 'read' });
  disk.fill();
  await assert.rejects(performAct({ ...stand, ...act, from: 'sign', until: 'sign' }), { code: 'DISK_FULL' });
  assert.deepEqual([nurse.session()?.state, nurse.session()?.failure?.code], ['signing', 'DISK_FULL']);
  assert.deepEqual(await nurse.call('queue', {}), [], 'what was not written was not confirmed');

  disk.free();
  await patient.call('confirmField', {});
  await performAct({ ...stand, ...act, from: 'fingerprint', until: 'photo' });
  disk.fill();
  await assert.rejects(nurse.call('submit', {}), { code: 'DISK_FULL' });
  assert.equal(nurse.session()?.state, 'review');
  const captureId = nurse.session()?.captureId ?? '';
  assert.equal((await stand.entry(captureId))?.state, 'confirmed', 'the draft is still there');

  disk.free();
  proxy.fall('answers 500');
  await nurse.call('submit', {});
  await nurse.until(({ state }) => state === 'waiting');
  disk.fill();
  proxy.heal();
  await nurse.call('retry', { captureId });
  const unwritten = await nurse.until(({ failure }) => failure?.code === 'DISK_FULL');
  assert.equal(unwritten.state, 'waiting', 'the server has it, but the journal cannot say so yet');
  assert.equal(await revisionOf(bedside, task), 1);

  disk.free();
  await nurse.call('retry', { captureId });
  await nurse.until(({ state }) => state === 'signed');
  assert.equal((await stand.entry(captureId))?.state, 'signed');
  assert.equal(await revisionOf(bedside, task), 1, 'exactly one signature');
});
