import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { decodeBundle, type ErrorCode, type EvidenceBundle, type VerificationReport } from '@bedsign/contract';
import { fromPem } from '@bedsign/gm';
import { type DataFolder, openDataFolder } from '../first-run/data-folder.ts';
import { createBench } from '../test-kit/test-bench.ts';
import { startDemo, temporaryFolder } from '../test-kit/test-server.ts';
import { verifyDocument } from '../verification/index.ts';
import { openEvidence } from './open-evidence.ts';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: DataFolder;
/** Two acts on one document: the patient's and the doctor's. */
let patient: EvidenceBundle;
let doctor: EvidenceBundle;

before(async () => {
  data = await temporaryFolder();
  await using server = await startDemo(data.path);
  const bench = await createBench(server.url, data.path);
  const task = await bench.openTask();
  [patient, doctor] = [bench.bundle(task), bench.bundle(task, 'doctor')];
  for (const bundle of [patient, doctor]) assert.equal((await bench.submit(bundle, bench.seal(bundle))).status, 200);
  folder = await openDataFolder(data.path);
});
after(async () => {
  await folder.db.destroy();
  await data[Symbol.asyncDispose]();
});

const out = () => join(data.path, 'opened');
const open = (captureId: string) => openEvidence({ ...folder, mode: 'demo' }, captureId, out());
const opened = (name: string) => readFileSync(join(out(), name));
const lastAudit = async () => {
  const rows = await folder.db.selectFrom('audit').selectAll().orderBy('sequence', 'desc').limit(1).execute();
  const { capture } = JSON.parse(rows[0]?.subject ?? '{}') as { capture?: string };
  return [rows[0]?.event, capture];
};

test('evidence comes out checked, decrypted, for one account alone, and in the audit chain', async (t) => {
  t.after(() => rmSync(out(), { recursive: true }));
  const files = await open(patient.captureId);
  assert.deepEqual(readdirSync(out()).sort(), [...files].sort());
  assert.equal(statSync(out()).mode & 0o777, 0o700);
  for (const name of files) assert.equal(statSync(join(out(), name)).mode & 0o777, 0o600, name);
  assert.deepEqual(await lastAudit(), ['evidence-opened', patient.captureId]);

  assert.deepEqual(decodeBundle(opened('evidence-bundle.cbor')), patient);
  assert.deepEqual(opened('photo.jpg'), Buffer.from('data' in patient.photo ? patient.photo.data : []));
  assert.deepEqual(opened('signed.pdf').subarray(0, opened('shown.pdf').length), opened('shown.pdf'));
  const [first] = patient.fields;
  const csv = opened('strokes-1.csv').toString().trimEnd().split('\n').slice(1);
  assert.deepEqual(
    csv.map((line) => line.split(',').slice(0, 4).map(Number)),
    first?.samples.map((sample) => sample.slice(0, 4)),
  );
  const report = opened('report.html').toString();
  for (const text of [patient.signer.name, patient.operator.name, '签名板安全芯片对证据的签名有效', 'security chip'])
    assert.ok(report.includes(text), text);
  assert.ok(!report.includes('✘'));
});

test('what comes out holds without us: OpenSSL for the chip, verify for the file', async (t) => {
  t.after(() => rmSync(out(), { recursive: true }));
  await open(doctor.captureId);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: out(), encoding: 'utf8', stdio: 'pipe' });
  openssl('x509', '-in', 'chip-certificate.pem', '-noout', '-pubkey', '-out', 'chip.pub');
  const chip = [
    '-sm3',
    '-verify',
    'chip.pub',
    '-sigopt',
    'distid:1234567812345678',
    '-signature',
    'chip-signature.der',
  ];
  assert.match(openssl('dgst', ...chip, 'evidence-bundle.cbor'), /Verified OK/);
  assert.throws(() => openssl('dgst', ...chip, 'evidence.json'));
  const anchors = fromPem(opened('root.pem').toString());
  const evidence = new Uint8Array(opened('evidence-bundle.cbor'));
  const report = await verifyDocument(new Uint8Array(opened('signed.pdf')), { anchors, evidence });
  assert.deepEqual(report, JSON.parse(opened('verification.json').toString()) as VerificationReport);
  assert.ok(report.ok);
  assert.equal(report.signatures.length, 2);
});

test('a device whose certificate was revoked after the act still speaks for it', async (t) => {
  const revoke = (at: number | null) =>
    folder.db.updateTable('certificate').set({ revoked_at: at }).where('template', '=', 'simulatedDevice').execute();
  t.after(async () => {
    rmSync(out(), { recursive: true });
    await revoke(null);
  });
  await revoke(Date.now());
  await open(patient.captureId);
});

type Damage = { name: string; code: ErrorCode; damage: (db: DataFolder['db']) => Promise<unknown> };
const ofPatient = (db: DataFolder['db'], values: Record<string, string | number>) =>
  db.updateTable('capture').set(values).where('id', '=', patient.captureId).execute();
const ofDoctor = (db: DataFolder['db']) =>
  db.selectFrom('capture').selectAll().where('id', '=', doctor.captureId).executeTakeFirstOrThrow();

const damages: Damage[] = [
  {
    name: "another act's evidence in its place",
    code: 'STORED_EVIDENCE_INVALID',
    damage: async (db) => ofPatient(db, { envelope_digest: (await ofDoctor(db)).envelope_digest }),
  },
  {
    name: "another act's event certificate",
    code: 'STORED_EVIDENCE_INVALID',
    damage: async (db) => ofPatient(db, { certificate_serial: (await ofDoctor(db)).certificate_serial }),
  },
  {
    name: 'another evidence digest on record',
    code: 'STORED_EVIDENCE_INVALID',
    damage: (db) => ofPatient(db, { bundle_digest: '00'.repeat(32) }),
  },
  {
    name: 'the revision from before the act',
    code: 'STORED_EVIDENCE_INVALID',
    damage: (db) => ofPatient(db, { revision: 0 }),
  },
  {
    name: 'a file that is gone',
    code: 'STORAGE_DAMAGED',
    damage: (db) => ofPatient(db, { envelope_digest: '00'.repeat(32) }),
  },
  {
    name: 'no revision of what was shown',
    code: 'STORED_EVIDENCE_INVALID',
    damage: (db) =>
      db
        .updateTable('revision')
        .set({ digest: '00'.repeat(32) })
        .where('number', '=', 0)
        .execute(),
  },
  {
    name: 'a device that had been revoked before',
    code: 'DEVICE_CERTIFICATE_UNTRUSTED',
    damage: (db) =>
      db.updateTable('certificate').set({ revoked_at: 1 }).where('template', '=', 'simulatedDevice').execute(),
  },
];

for (const { name, code, damage } of damages)
  test(`${name}: ${code}, nothing is written, and the attempt is recorded`, async () => {
    const rollback = new Error('rollback');
    const attempt = folder.db.transaction().execute(async (trx) => {
      await damage(trx);
      await assert.rejects(openEvidence({ ...folder, db: trx, mode: 'demo' }, patient.captureId, out()), { code });
      const recorded = await trx.selectFrom('audit').selectAll().orderBy('sequence', 'desc').limit(1).execute();
      assert.equal(recorded[0]?.event, 'evidence-refused');
      assert.equal((JSON.parse(recorded[0]?.subject ?? '{}') as { code: string }).code, code);
      throw rollback;
    });
    await assert.rejects(attempt, rollback);
    assert.ok(!existsSync(out()));
  });

test('an unknown capture, and a folder that is there already', async () => {
  await assert.rejects(open(crypto.randomUUID()), { code: 'NOT_FOUND' });
  await assert.rejects(openEvidence({ ...folder, mode: 'demo' }, patient.captureId, data.path), {
    code: 'CONFIG_INVALID',
  });
});
