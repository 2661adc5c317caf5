import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type CaptureResult,
  type DocumentInfo,
  encodeEnvelope,
  type Task,
  toHex,
  type VerificationReport,
} from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import type { RunningServer } from '../server.ts';
import { openSqlite } from '../storage/open-sqlite.ts';
import { type Bench, createBench } from '../test-kit/test-bench.ts';
import { call, login, startDemo, temporaryFolder } from '../test-kit/test-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: RunningServer;
let bench: Bench;

before(async () => {
  folder = await temporaryFolder();
  server = await startDemo(folder.path);
  bench = await createBench(server.url, folder.path);
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const content = async (task: Task, revision?: number) =>
  (
    await call(server.url, 'documentContent', {
      token: bench.nurse,
      params: { documentId: task.documentId },
      query: revision === undefined ? {} : { revision: String(revision) },
    })
  ).bytes;

test('a capture becomes one signature, and its repetition the same answer', async () => {
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  const envelope = bench.seal(bundle);
  const first = await bench.submit(bundle, envelope);
  assert.equal(first.status, 200, JSON.stringify(first.json));
  const result = first.json as CaptureResult;
  assert.equal(result.revision, 1);
  assert.ok(Math.abs(result.signedAt - Date.now()) < 10_000);

  const again = await bench.submit(bundle, envelope);
  assert.deepEqual(again.json, result);
  const asked = await call(server.url, 'capture', {
    token: bench.station.token,
    params: { captureId: bundle.captureId },
  });
  assert.deepEqual(asked.json, result);
  const evidence = await call(server.url, 'captureEvidence', {
    token: await login(server.url, 'admin'),
    params: { captureId: bundle.captureId },
  });
  assert.deepEqual(Buffer.from(evidence.bytes), Buffer.from(envelope));

  const signed = await bench.task(task.id);
  assert.equal(signed.revision, 1);
  assert.equal(signed.digest, toHex(sm3(await content(task))));
  assert.equal(signed.signers.find(({ role }) => role === 'patient')?.signedAt, result.signedAt);
  assert.equal(signed.status, 'open');
  const original = await content(task, 0);
  assert.deepEqual(Buffer.from(await content(task)).subarray(0, original.length), Buffer.from(original));

  // The doctor read the bytes before the patient signed; they are a prefix of what is signed now.
  const doctors = bench.bundle(task, 'doctor');
  const second = await bench.submit(doctors, bench.seal(doctors));
  assert.equal((second.json as CaptureResult).revision, 2, JSON.stringify(second.json));
  assert.equal((await bench.task(task.id)).status, 'signed');

  const { json } = await call(server.url, 'documentVerification', {
    token: bench.nurse,
    params: { documentId: task.documentId },
  });
  const report = json as VerificationReport;
  assert.deepEqual(
    report.checks.concat(report.signatures.flatMap(({ checks }) => checks)).filter(({ ok }) => !ok),
    [],
  );
  assert.equal(report.ok, true);
  assert.deepEqual(
    report.signatures.map(({ captureId }) => captureId),
    [bundle.captureId, doctors.captureId],
  );

  const late = bench.bundle(await bench.task(task.id));
  assert.equal((await bench.submit(late, bench.seal(late))).error?.code, 'TASK_CLOSED');
});

test('a form that was signed here is taken in as a document of its own and signed again; a changed one is not', async () => {
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  assert.equal((await bench.submit(bundle, bench.seal(bundle))).status, 200);
  const upload = (pdf: Uint8Array) =>
    call(server.url, 'uploadDocument', {
      token: bench.integrator,
      query: { title: task.title },
      headers: { 'content-type': 'application/pdf' },
      bytes: pdf,
    });
  const pdf = await content(task);
  const document = (await upload(pdf)).json as DocumentInfo;
  const further = await bench.newTask({ ...task, documentId: document.id }, task.allow);
  const again = bench.bundle(further);
  const { status, error } = await bench.submit(again, bench.seal(again));
  assert.equal(status, 200, error?.detail);
  const { json } = await call(server.url, 'documentVerification', {
    token: bench.nurse,
    params: { documentId: document.id },
  });
  const report = json as VerificationReport;
  assert.deepEqual(
    [report.ok, ...report.signatures.map(({ captureId }) => captureId)],
    [true, bundle.captureId, again.captureId],
  );

  const changed = Uint8Array.from(pdf);
  changed[10] = (changed[10] ?? 0) ^ 1; // within the comment of the second line
  assert.equal((await upload(changed)).error?.code, 'DOCUMENT_SIGNATURE_BROKEN');
});

test('two simultaneous submissions make one signature', async () => {
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  const envelope = bench.seal(bundle);
  const answers = await Promise.all([1, 2, 3].map(() => bench.submit(bundle, envelope)));
  for (const answer of answers) assert.deepEqual(answer.json, answers[0]?.json);
  assert.equal(answers[0]?.status, 200);
  assert.equal((await bench.task(task.id)).revision, 1);
});

test('two captures of one field at the same time: one signs, the other is told', async () => {
  const task = await bench.openTask();
  const bundles = [bench.bundle(task), bench.bundle(task)];
  const answers = await Promise.all(bundles.map((bundle) => bench.submit(bundle, bench.seal(bundle))));
  assert.deepEqual(answers.map(({ error }) => error?.code ?? 'signed').sort(), ['FIELD_ALREADY_SIGNED', 'signed']);
  assert.equal((await bench.task(task.id)).revision, 1);
});

test('the same id with other evidence, and the same evidence under another id', async () => {
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  const envelope = bench.seal(bundle);
  await bench.submit(bundle, envelope);
  assert.equal((await bench.submit(bundle, bench.seal(bundle))).error?.code, 'CAPTURE_CONFLICT');
  const captureId = crypto.randomUUID();
  assert.equal((await bench.submit(bundle, envelope, { captureId })).error?.code, 'EVIDENCE_REPLAYED');
  const fresh = bench.bundle(await bench.openTask());
  assert.equal((await bench.submit(fresh, bench.seal(fresh), { captureId })).error?.code, 'CAPTURE_CONFLICT');
});

test('another process holds the database: DATABASE_BUSY leaves nothing, and the repetition signs', async () => {
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  const envelope = bench.seal(bundle);
  const blobs = join(folder.path, 'blobs');
  const files = () => readdirSync(blobs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const before = files().length;
  const other = await openSqlite(join(folder.path, 'bedsign.sqlite'), 0);
  other.exec('begin immediate');
  const refused = await bench.submit(bundle, envelope);
  other.exec('rollback');
  other.close();
  assert.deepEqual([refused.status, refused.error?.code], [503, 'DATABASE_BUSY']);
  assert.equal((await bench.task(task.id)).revision, 0);
  assert.equal(files().length, before);
  assert.equal((await bench.submit(bundle, envelope)).status, 200);
  assert.equal(files().length, before + 2, 'the signed document and the evidence');
});

test('what is not an envelope for this server', async () => {
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  assert.equal((await bench.submit(bundle, new Uint8Array([1, 2, 3]))).error?.code, 'EVIDENCE_MALFORMED');
  assert.equal(
    (await bench.submit(bundle, bench.seal(bundle, { recipient: bench.chipCertificate }))).error?.code,
    'EVIDENCE_NOT_DECRYPTABLE',
  );
  const short = { wrappedKey: new Uint8Array(8), iv: new Uint8Array(12), ciphertext: new Uint8Array(40) };
  const empty = encodeEnvelope({ v: 1, alg: 'SM2-SM4-GCM', recipient: sm3(bench.recipient), ...short });
  assert.equal((await bench.submit(bundle, empty)).error?.code, 'EVIDENCE_NOT_DECRYPTABLE');
  const over = await bench.submit(bundle, new Uint8Array(20 * 1024 * 1024 + 1));
  assert.deepEqual([over.status, over.error?.code], [413, 'PAYLOAD_TOO_LARGE']);
});
