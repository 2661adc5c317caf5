import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { type EvidenceBundle, type ServerInfo, stationTimeHeader, type Task } from '@bedsign/contract';
import { fromPem } from '@bedsign/gm';
import { addStaff } from '../accounts/staff.ts';
import { loadAuthorities, storeCertificate, type templates } from '../ca/index.ts';
import { openDataFolder } from '../first-run/data-folder.ts';
import { makeProduction, startProduction } from '../test-kit/production-folder.ts';
import { makeBundle, sealEvidence } from '../test-kit/test-bundle.ts';
import { createChip } from '../test-kit/test-chip.ts';
import { call, temporaryFolder } from '../test-kit/test-server.ts';

test('production refuses evidence of simulators, whoever certified their chip', async () => {
  await using folder = await temporaryFolder();
  const station = await makeProduction(folder.path);
  const { db, vault } = await openDataFolder(folder.path);
  const authority = (await loadAuthorities(db, vault)).sm2;
  await using server = await startProduction(folder.path);
  const [recipient] = fromPem(((await call(server.url, 'info')).json as ServerInfo).evidenceChain);
  assert.ok(recipient);

  const chip = createChip('CHIP-1');
  const certify = async (template: keyof typeof templates) => {
    const subject = { organisation: '测试医院', commonName: chip.serial, publicKeyAlgorithm: 'sm2' } as const;
    const certificate = await authority.issue(template, { ...subject, publicKey: chip.publicKey });
    await storeCertificate(db, vault, template, certificate);
    return certificate;
  };
  const task = {
    ...{ id: randomUUID(), documentId: randomUUID(), patient: { id: 'p' }, signers: [] },
    fields: [{ id: 'f', role: 'patient' }],
  } as unknown as Task;
  const nurse = { username: 'N1', name: '李静', role: 'nurse', password: 'a long enough one' } as const;
  const bundle = makeBundle(task, '00'.repeat(32), {
    ...{ operator: await addStaff(db, vault, nurse), station: { id: station.id, name: station.name }, chip },
  });
  const submit = async (devices: EvidenceBundle['devices'], chipCertificate: Uint8Array) => {
    const bytes = sealEvidence({ ...bundle, devices }, { chip, chipCertificate, recipient });
    const headers = { 'content-type': 'application/octet-stream', [stationTimeHeader]: String(Date.now()) };
    const params = { captureId: bundle.captureId };
    return (await call(server.url, 'submitCapture', { token: station.token, params, headers, bytes })).error?.code;
  };
  const { pad } = bundle.devices;
  const reader = { vendor: 'Test', model: 'Reader', serial: 'R1', simulated: false };
  const chipDevice = { serial: 'CHIP-1', simulated: false };
  const real = { pad: { ...pad, simulated: false }, reader, chip: chipDevice };
  const device = await certify('device');

  assert.equal(await submit(bundle.devices, await certify('simulatedDevice')), 'SIMULATED_DEVICE_REFUSED');
  assert.equal(await submit({ ...real, pad }, device), 'SIMULATED_DEVICE_REFUSED');
  assert.equal(await submit({ ...real, reader: { ...reader, simulated: true } }, device), 'SIMULATED_DEVICE_REFUSED');
  assert.equal(await submit(real, await certify('event')), 'DEVICE_CERTIFICATE_UNTRUSTED');
  assert.equal(await submit(real, device), 'NOT_FOUND', 'a real device gets as far as its task');
  await db.destroy();
});
