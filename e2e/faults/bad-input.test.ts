/**
 * Bad documents, bad evidence, bad clocks and bad handwriting, against the real server and station: each is refused by
 * its name, leaves nothing behind, and the same thing done right succeeds afterwards.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { type ErrorCode, type InkSample, limits, type ScreenBox, type Task } from '@bedsign/contract';
import { createBench } from '../../server-stub/test-kit/test-bench.ts';
import { wave } from '../../server-stub/test-kit/test-bundle.ts';
import { createChip } from '../../server-stub/test-kit/test-chip.ts';
import type { Answer } from '../../server-stub/test-kit/test-server.ts';
import { type Bedside, newTask, openBedside } from '../kit/bedside.ts';
import { onePagePdf } from '../kit/one-page-pdf.ts';
import { folders, startStation } from '../kit/product.ts';
import { performAct } from '../kit/sign-act.ts';
import { countRows } from './server-rows.ts';
import { openStand } from './stand.ts';
import { withClockOff } from './wrong-clock.ts';

const data = mkdtempSync(`${tmpdir()}/bedsign-bad-input-`);
const twoDays = 2 * 24 * 60 * 60 * 1000;
let bedside: Bedside;
let bench: Awaited<ReturnType<typeof createBench>>;
let good: Uint8Array;

before(async () => {
  bedside = await openBedside(data);
  bench = await createBench(bedside.server.ready.url, folders(data).server);
  good = await onePagePdf('good');
});
after(async () => {
  await bedside.close();
  rmSync(data, { recursive: true, force: true });
});

const signed = async (task: Task): Promise<void> => {
  const now = (await bedside.api.tasks(task.patient.id)).find(({ id }) => id === task.id);
  assert.deepEqual([now?.status, now?.revision], ['signed', 1], 'exactly one signature');
};

const badDocuments: { name: string; code: ErrorCode; pdf: () => Uint8Array | Promise<Uint8Array> }[] = [
  { name: 'nothing at all', code: 'DOCUMENT_NOT_PDF', pdf: () => new Uint8Array() },
  { name: 'a text', code: 'DOCUMENT_NOT_PDF', pdf: () => Buffer.from('手术知情同意书') },
  { name: 'a PDF cut short', code: 'DOCUMENT_DAMAGED', pdf: () => good.subarray(0, good.length >> 1) },
  { name: 'a PDF without its last bytes', code: 'DOCUMENT_DAMAGED', pdf: () => good.subarray(0, -20) },
  {
    name: 'a PDF of one page too many',
    code: 'DOCUMENT_TOO_MANY_PAGES',
    pdf: () => onePagePdf('page', limits.documentPages + 1),
  },
  {
    name: 'an upload one byte over the limit',
    code: 'PAYLOAD_TOO_LARGE',
    pdf: () => Buffer.concat([good], limits.documentBytes + 1),
  },
];
for (const { name, code, pdf } of badDocuments)
  test(`${name} is ${code}`, async () => {
    const before = countRows(data);
    await assert.rejects(bedside.api.upload(await pdf(), name), { code });
    assert.deepEqual(countRows(data), before);
    await bedside.api.upload(good, name);
    assert.deepEqual(countRows(data), { ...before, document: before.document + 1, revision: before.revision + 1 });
  });

test('a PDF of 300 pages is accepted, shown and signed', async (t) => {
  const pdf = await onePagePdf('page', 300);
  const started = performance.now();
  const since = () => `${Math.round(performance.now() - started)} ms`;
  const task = await newTask(bedside.api, pdf, '300 pages');
  t.diagnostic(`uploaded, and its field placed, after ${since()}`);
  const view = await performAct({
    ...{ ...bedside, taskId: task.id, role: 'patient', name: task.patient.name, quick: true },
    onStep: (step) => t.diagnostic(`${step}: ${since()}`),
  });
  t.diagnostic(`signed: ${since()}`);
  assert.equal(view.state, 'signed', JSON.stringify(view.failure));
  assert.deepEqual(view.pagesRead.length, 300);
  await signed(task);
  const report = await bedside.nurse.call('verification', { documentId: task.documentId });
  assert.ok(report.ok, JSON.stringify(report.checks));
  t.diagnostic(`verified: ${since()}`);
  await bedside.nurse.call('close', {});
});

/** Each way to spoil one capture before the right one is sent. */
const badEvidence: { name: string; code: ErrorCode; send: (task: Task) => Promise<Answer> }[] = [
  {
    name: 'evidence over other bytes than the document',
    code: 'DIGEST_MISMATCH',
    send(task) {
      const bundle = { ...bench.bundle(task), documentDigest: new Uint8Array(32).fill(7) };
      return bench.submit(bundle, bench.seal(bundle));
    },
  },
  {
    name: 'a signature by the chip of another device',
    code: 'CHIP_SIGNATURE_INVALID',
    send(task) {
      const bundle = bench.bundle(task);
      return bench.submit(bundle, bench.seal(bundle, { chip: createChip(bench.chip.serial) }));
    },
  },
  {
    name: 'evidence that names another chip than the one that signed it',
    code: 'DEVICE_MISMATCH',
    send(task) {
      const bundle = bench.bundle(task);
      const devices = { ...bundle.devices, chip: { serial: 'SIM-other', simulated: true } };
      return bench.submit(bundle, bench.seal({ ...bundle, devices }));
    },
  },
  ...[-twoDays, twoDays].map((shift) => ({
    name: `a station clock ${shift < 0 ? 'two days slow' : 'two days fast'}`,
    code: 'CLOCK_SKEW' as const,
    send(task: Task) {
      const bundle = bench.bundle(task);
      return bench.submit(bundle, bench.seal(bundle), { stationTime: Date.now() + shift });
    },
  })),
  {
    name: 'zero strokes',
    code: 'NO_STROKES',
    send(task) {
      const bundle = bench.bundle(task);
      const fields = bundle.fields.map((field) => ({ ...field, samples: [] }));
      return bench.submit(bundle, bench.seal({ ...bundle, fields }));
    },
  },
  {
    name: 'strokes beside the box',
    code: 'STROKES_OUTSIDE_FIELD',
    send(task) {
      const bundle = bench.bundle(task);
      const fields = bundle.fields.map((field) => ({ ...field, samples: wave(9000) }));
      return bench.submit(bundle, bench.seal({ ...bundle, fields }));
    },
  },
  {
    name: 'a box without any room',
    code: 'EVIDENCE_MALFORMED',
    send(task) {
      const bundle = bench.bundle(task);
      const fields = bundle.fields.map((field) => ({ ...field, box: { ...field.box, width: 0, height: 0 } }));
      return bench.submit(bundle, bench.seal({ ...bundle, fields }));
    },
  },
];
for (const { name, code, send } of badEvidence)
  test(`${name} is ${code}`, async () => {
    const task = await newTask(bedside.api, good, name);
    const before = countRows(data);
    assert.equal((await send(task)).error?.code, code);
    assert.deepEqual(countRows(data), before, 'a refusal leaves nothing');
    const right = bench.bundle(task);
    assert.equal((await bench.submit(right, bench.seal(right))).status, 200);
    assert.deepEqual(countRows(data), { ...before, revision: before.revision + 1, capture: before.capture + 1 });
    await signed(task);
  });

test('a repeated submission has the same answer; a replay and a forged repetition are refused', async () => {
  const task = await newTask(bedside.api, good, 'replay');
  const bundle = bench.bundle(task);
  const envelope = bench.seal(bundle);
  const [first, twin] = await Promise.all([bench.submit(bundle, envelope), bench.submit(bundle, envelope)]);
  assert.equal(first.status, 200);
  assert.deepEqual(twin.json, first.json);
  const rows = countRows(data);
  assert.deepEqual((await bench.submit(bundle, envelope)).json, first.json);

  const other = { captureId: crypto.randomUUID() };
  assert.equal((await bench.submit(other, envelope)).error?.code, 'EVIDENCE_REPLAYED');
  assert.equal((await bench.submit(bundle, bench.seal(bundle))).error?.code, 'CAPTURE_CONFLICT');
  assert.equal((await bench.submit(bundle, new Uint8Array(10))).error?.code, 'CAPTURE_CONFLICT');
  assert.deepEqual(countRows(data), rows);
  await signed(task);
});

for (const shift of [-twoDays, twoDays])
  test(`a station that is two days ${shift < 0 ? 'slow' : 'fast'} opens nothing until its clock is set`, async () => {
    const task = await newTask(bedside.api, good, 'clock');
    const stand = await openStand(data, bedside.server.ready.url, (...station) =>
      withClockOff(shift, () => startStation(...station)),
    );
    try {
      const act = () => ({ ...stand, taskId: task.id, role: 'patient' as const, name: task.patient.name, quick: true });
      await assert.rejects(performAct(act()), { code: 'CLOCK_SKEW' });
      assert.equal(stand.nurse.session(), null);
      assert.deepEqual(await stand.nurse.call('queue', {}), []);
      await stand.restart();
      await stand.logIn();
      assert.equal((await performAct(act())).state, 'signed');
      await signed(task);
    } finally {
      await stand.close();
    }
  });

const box: ScreenBox = { x: 0.3, y: 0.3, width: 0.4, height: 0.3 };
/** A line through the middle of the box, then on beyond its right edge. */
const line = (length: number): InkSample[] =>
  Array.from({ length: 40 }, (_, i) => [0.35 + (length * i) / 40, 0.45, i === 39 ? 0 : 0.5, i === 39 ? 2 : 3]);

const badWriting: { name: string; code: ErrorCode; ink: InkSample[] }[] = [
  { name: 'no stroke', code: 'NO_STROKES', ink: [] },
  { name: 'a pen that only hovers', code: 'NO_STROKES', ink: line(0.3).map(([x, y]) => [x, y, 0, 2]) },
  { name: 'a touch', code: 'NO_STROKES', ink: line(0.001) },
  { name: 'strokes that leave the box', code: 'STROKES_OUTSIDE_FIELD', ink: line(0.6) },
];
test('bad handwriting is refused by name, and the patient writes again', async (t) => {
  const task = await newTask(bedside.api, good, 'writing');
  const { nurse, patient } = bedside;
  const act = { ...bedside, taskId: task.id, role: 'patient' as const, name: task.patient.name, quick: true };
  await performAct({ ...act, until: 'read' });
  await patient.call('startSigning', {});
  const [field] = (await patient.until((view) => view.state === 'signing')).fields;
  const fieldId = field?.id ?? '';
  const without = { ...box, width: 0, height: 0 };
  await assert.rejects(patient.call('beginField', { fieldId, box: without }), { code: 'INVALID_REQUEST' });

  for (const { name, code, ink } of badWriting)
    await t.test(`${name} is ${code}`, async () => {
      await patient.call('beginField', { fieldId, box });
      await patient.call('clearField', {});
      await patient.call('simulatePen', { samples: [...ink, [0.9, 0.9, 0, 0]] });
      await assert.rejects(patient.call('confirmField', {}), { code });
      assert.equal(nurse.session()?.state, 'signing');
      assert.ok(!(await nurse.call('queue', {})).some(({ state }) => state === 'confirmed'), 'nothing was confirmed');
    });

  await patient.call('clearField', {});
  await patient.call('simulatePen', { samples: line(0.3) });
  await patient.call('confirmField', {});
  assert.equal((await performAct({ ...act, from: 'fingerprint' })).state, 'signed');
  await signed(task);
  await nurse.call('close', {});
});
