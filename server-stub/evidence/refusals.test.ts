import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { ErrorCode, EvidenceBundle, Task } from '@bedsign/contract';
import { issueCertificate } from '@bedsign/gm';
import { addStation } from '../accounts/stations.ts';
import { demoHospital } from '../demo/hospital.ts';
import { openDataFolder } from '../first-run/data-folder.ts';
import type { RunningServer } from '../server.ts';
import { type Bench, createBench } from '../test-kit/test-bench.ts';
import { wave } from '../test-kit/test-bundle.ts';
import { createChip, enrolled } from '../test-kit/test-chip.ts';
import { startDemo, temporaryFolder } from '../test-kit/test-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: RunningServer;
let bench: Bench;
let task: Task;

before(async () => {
  folder = await temporaryFolder();
  server = await startDemo(folder.path);
  bench = await createBench(server.url, folder.path);
  task = await bench.newTask(await bench.openTask(), { noFingerprint: false, noPhoto: false });
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

type Change = (bundle: EvidenceBundle) => Partial<EvidenceBundle>;
const hour = 3_600_000;
const firstField = (bundle: EvidenceBundle) => {
  const [field] = bundle.fields;
  if (!field) throw new Error('no field');
  return field;
};
const times =
  (change: Partial<EvidenceBundle['times']>): Change =>
  (bundle) => ({
    times: { ...bundle.times, ...change },
  });
const samples =
  (given: EvidenceBundle['fields'][number]['samples']): Change =>
  (bundle) => ({
    fields: [{ ...firstField(bundle), samples: given }],
  });

const later = (given: ReturnType<typeof wave>, ms: number) =>
  given.map(([x, y, pressure, t, flags]): (typeof given)[number] => [x, y, pressure, t + ms * 1000, flags]);

type Field = EvidenceBundle['fields'][number];
const tinyBox = (field: Field): Field => ({ ...field, box: { ...field.box, width: 1, height: 1 } });

/** Evidence that the right chip signed, wrong in one thing each. */
const rows: [name: string, code: ErrorCode, change: Change][] = [
  ['another document digest', 'DIGEST_MISMATCH', () => ({ documentDigest: new Uint8Array(32) })],
  ['another document', 'DIGEST_MISMATCH', () => ({ documentId: randomUUID() })],
  ['an unknown task', 'NOT_FOUND', () => ({ taskId: randomUUID() })],
  ['signed before it was opened', 'TIMES_OUT_OF_ORDER', ({ times: t }) => ({ times: { ...t, opened: t.signed + 1 } })],
  ['confirmed after it was sealed', 'TIMES_OUT_OF_ORDER', times({ confirmed: Date.now() + hour })],
  ['sealed in the future', 'TIMES_OUT_OF_ORDER', times({ sealed: Date.now() + hour })],
  ['a photo of yesterday', 'TIMES_OUT_OF_ORDER', ({ photo }) => ({ photo: { ...photo, takenAt: 1000 } as never })],
  ['samples that run back', 'TIMES_OUT_OF_ORDER', samples(wave().reverse())],
  ['strokes after the signature', 'TIMES_OUT_OF_ORDER', samples(later(wave(), 6500))],
  ['a pen seen after the confirmation', 'TIMES_OUT_OF_ORDER', samples([...wave(), [0, 0, 0, 7_100_000, 2]])],
  ['no samples', 'NO_STROKES', samples([])],
  ['a box that a touch would fill', 'EVIDENCE_MALFORMED', (b) => ({ fields: [tinyBox(firstField(b))] })],
  ['a pen that only hovered', 'NO_STROKES', samples(wave().map(([x, y, p, t]) => [x, y, p, t, 2]))],
  ['one touch', 'NO_STROKES', samples(wave().slice(5, 7))],
  ['strokes beside the box', 'STROKES_OUTSIDE_FIELD', samples(wave(9000))],
  ['no fingerprint', 'FINGERPRINT_REQUIRED', () => ({ fingerprint: { refused: 'PATIENT_DECLINED' } })],
  ['no photo', 'PHOTO_REQUIRED', () => ({ photo: { refused: 'NO_DEVICE' } })],
  [
    'a photo that is none',
    'EVIDENCE_MALFORMED',
    ({ photo }) => ({ photo: { ...photo, data: new Uint8Array(1000) } as never }),
  ],
  [
    'a fingerprint cut short',
    'EVIDENCE_MALFORMED',
    ({ fingerprint }) => ({ fingerprint: { ...fingerprint, image: new Uint8Array(9) } as never }),
  ],
  ['a fingerprint that no module took', 'EVIDENCE_MALFORMED', (b) => ({ devices: { ...b.devices, reader: null } })],
  ['another signer', 'EVIDENCE_MALFORMED', ({ signer }) => ({ signer: { ...signer, name: '别人' } })],
  ['another patient', 'EVIDENCE_MALFORMED', ({ signer }) => ({ signer: { ...signer, patientId: 'x' } })],
  ['a foreign field', 'FIELD_NOT_FOUND', (b) => ({ fields: [{ ...firstField(b), fieldId: 'x' }] })],
  ['a field twice', 'EVIDENCE_MALFORMED', (b) => ({ fields: [firstField(b), firstField(b)] })],
  ['another chip', 'DEVICE_MISMATCH', (b) => ({ devices: { ...b.devices, chip: { serial: 'X', simulated: true } } })],
  [
    'a simulator that denies it',
    'DEVICE_MISMATCH',
    (b) => ({ devices: { ...b.devices, chip: { ...b.devices.chip, simulated: false } } }),
  ],
  ['a stranger at the station', 'EVIDENCE_MALFORMED', (b) => ({ operator: { ...b.operator, id: randomUUID() } })],
  ['a nurse under a false name', 'EVIDENCE_MALFORMED', (b) => ({ operator: { ...b.operator, name: '别人' } })],
  ['another station', 'FORBIDDEN', (b) => ({ station: { ...b.station, id: randomUUID() } })],
];

for (const [name, code, change] of rows)
  test(`${name}: ${code}`, async () => {
    const right = bench.bundle(task);
    const bundle = { ...right, ...change(right) };
    const { error } = await bench.submit(bundle, bench.seal(bundle));
    assert.equal(error?.code, code, error?.detail);
    assert.equal((await bench.task(task.id)).revision, 0);
  });

test('a station clock that is two days off: CLOCK_SKEW', async () => {
  const bundle = bench.bundle(task);
  const stationTime = Date.now() + 48 * hour;
  assert.equal((await bench.submit(bundle, bench.seal(bundle), { stationTime })).error?.code, 'CLOCK_SKEW');
});

test('the signature of another device: CHIP_SIGNATURE_INVALID', async () => {
  const bundle = bench.bundle(task);
  const chip = createChip('OTHER');
  assert.equal((await bench.submit(bundle, bench.seal(bundle, { chip }))).error?.code, 'CHIP_SIGNATURE_INVALID');
});

test('another device with its own certificate: DEVICE_MISMATCH', async () => {
  const bundle = bench.bundle(task);
  const chip = createChip('OTHER');
  const chipCertificate = await enrolled(server.url, bench.station.token, chip);
  const { error } = await bench.submit(bundle, bench.seal(bundle, { chip, chipCertificate }));
  assert.equal(error?.code, 'DEVICE_MISMATCH');
});

test('a chip that certifies itself, and bytes that are no certificate: DEVICE_CERTIFICATE_UNTRUSTED', async () => {
  const bundle = bench.bundle(task);
  const subject = { C: 'CN', O: demoHospital.name, OU: 'Simulated device', CN: bench.chip.serial };
  const sign = async (message: Uint8Array) => bench.chip.sign(message);
  const selfSigned = await issueCertificate({
    issuer: { name: subject, key: { algorithm: 'sm2', publicKey: bench.chip.publicKey, sign } },
    subject,
    publicKey: bench.chip.publicKey,
    publicKeyAlgorithm: 'sm2',
    notBefore: new Date(Date.now() - hour),
    notAfter: new Date(Date.now() + hour),
    keyUsage: ['digitalSignature'],
  });
  for (const chipCertificate of [selfSigned, new Uint8Array([48, 0])]) {
    const { error } = await bench.submit(bundle, bench.seal(bundle, { chipCertificate }));
    assert.equal(error?.code, 'DEVICE_CERTIFICATE_UNTRUSTED');
  }
});

test('a revoked device: DEVICE_CERTIFICATE_UNTRUSTED', async () => {
  const chip = createChip('REVOKED');
  const chipCertificate = await enrolled(server.url, bench.station.token, chip);
  const { db } = await openDataFolder(folder.path);
  await db
    .updateTable('certificate')
    .set({ revoked_at: Date.now() })
    .where('serial', '=', (eb) => eb.selectFrom('device').select('certificate_serial').where('serial', '=', 'REVOKED'))
    .execute();
  await db.destroy();
  const right = bench.bundle(task);
  const bundle = { ...right, devices: { ...right.devices, chip: { serial: 'REVOKED', simulated: true } } };
  const { error } = await bench.submit(bundle, bench.seal(bundle, { chip, chipCertificate }));
  assert.equal(error?.code, 'DEVICE_CERTIFICATE_UNTRUSTED');
});

test('the token of another station, of a nurse, and none', async () => {
  const { db, vault } = await openDataFolder(folder.path);
  const other = await addStation(db, vault, 'another');
  await db.destroy();
  const bundle = bench.bundle(task);
  const envelope = bench.seal(bundle);
  assert.equal((await bench.submit(bundle, envelope, { token: other.token })).error?.code, 'FORBIDDEN');
  assert.equal((await bench.submit(bundle, envelope, { token: bench.nurse })).error?.code, 'FORBIDDEN');
  assert.equal((await bench.submit(bundle, envelope, { token: 'nonsense' })).error?.code, 'UNAUTHENTICATED');
});

test('refusals leave an audit row each, and nothing else', async () => {
  const { db } = await openDataFolder(folder.path);
  const refused = await db.selectFrom('audit').select('subject').where('event', '=', 'capture-refused').execute();
  const captures = await db.selectFrom('capture').select('id').execute();
  await db.destroy();
  assert.ok(refused.length >= rows.length);
  assert.equal(captures.length, 0);
});
