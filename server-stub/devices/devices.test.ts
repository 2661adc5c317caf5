import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type DeviceResult, toHex } from '@bedsign/contract';
import { fromPem, parseCertificate, verifyChain } from '@bedsign/gm';
import { type Authority, loadAuthorities } from '../ca/index.ts';
import { openDataFolder } from '../first-run/data-folder.ts';
import { makeProduction, startProduction } from '../test-kit/production-folder.ts';
import { createChip, enrol, enrolmentOf } from '../test-kit/test-chip.ts';
import { temporaryFolder } from '../test-kit/test-server.ts';
import { approveDevice, enrolDevice } from './devices.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: Awaited<ReturnType<typeof startProduction>>;
let token: string;

before(async () => {
  folder = await temporaryFolder();
  token = (await makeProduction(folder.path)).token;
  server = await startProduction(folder.path);
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const approve = async (serial: string) => {
  const { db, vault } = await openDataFolder(folder.path);
  await approveDevice(db, vault, serial);
  await db.destroy();
};

test('production refuses a simulator, approved or not', async () => {
  const chip = createChip('SIM-1');
  await approve('SIM-1');
  assert.equal((await enrol(server.url, token, chip)).error?.code, 'SIMULATED_DEVICE_REFUSED');
});

test('a real chip enrols once its serial number is approved, and gets the same certificate again', async () => {
  const chip = createChip('CHIP-1');
  const real = { simulated: false };
  assert.equal((await enrol(server.url, token, chip, real)).error?.code, 'FORBIDDEN');
  await approve('CHIP-1');
  const { chain } = (await enrol(server.url, token, chip, real)).json as DeviceResult;
  const [leaf, ...intermediates] = fromPem(chain);
  assert.ok(leaf);
  const { subject, publicKey } = parseCertificate(leaf);
  assert.deepEqual([subject.OU, subject.CN], ['Device', 'CHIP-1']);
  assert.deepEqual(publicKey, chip.publicKey);
  const anchors = fromPem(readFileSync(join(folder.path, 'trust', 'root.pem'), 'utf8'));
  await verifyChain({ leaf, intermediates, anchors, at: new Date(), purpose: 'device' });
  assert.equal(((await enrol(server.url, token, chip, real)).json as DeviceResult).chain, chain);
});

test('another key under an enrolled serial number needs a new approval, which revokes the old certificate', async () => {
  const [chip, other] = [createChip('CHIP-2'), createChip('CHIP-2')];
  const real = { simulated: false };
  await approve('CHIP-2');
  await enrol(server.url, token, chip, real);
  assert.equal((await enrol(server.url, token, other, real)).error?.code, 'DEVICE_MISMATCH');
  await approve('CHIP-2');
  assert.equal((await enrol(server.url, token, other, real)).status, 200);
  const { db } = await openDataFolder(folder.path);
  const revoked = await db.selectFrom('certificate').select('serial').where('revoked_at', 'is not', null).execute();
  await db.destroy();
  assert.equal(revoked.length, 1);
});

test('of two keys that race for one approval one enrols; the same key twice gets one certificate', async () => {
  const [chip, other] = [createChip('CHIP-4'), createChip('CHIP-4')];
  await approve('CHIP-4');
  const { db, vault } = await openDataFolder(folder.path);
  const { sm2 } = await loadAuthorities(db, vault);
  const issue: Authority['issue'] = async (...asked) => {
    await setTimeout(20); // long enough for the others to have asked too
    return sm2.issue(...asked);
  };
  const context = { db, vault, authority: { ...sm2, issue }, organisation: '测试医院', mode: 'production' } as const;
  const racers = [chip, other, chip, other].map((each) => enrolmentOf(each, { simulated: false }));
  const results = await Promise.allSettled(racers.map((request) => enrolDevice(context, request, 'station')));
  await db.destroy();
  const issued = results.flatMap((result) => (result.status === 'fulfilled' ? [toHex(result.value)] : []));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  assert.deepEqual([issued.length, new Set(issued).size], [2, 1]);
  assert.deepEqual(refused, ['DEVICE_MISMATCH', 'DEVICE_MISMATCH']);
});

test('nobody enrols a key that is not theirs: CHIP_SIGNATURE_INVALID', async () => {
  const chip = createChip('CHIP-3');
  const signedBy = { ...createChip('CHIP-3') };
  await approve('CHIP-3');
  const { error } = await enrol(server.url, token, chip, { simulated: false, signedBy });
  assert.equal(error?.code, 'CHIP_SIGNATURE_INVALID');
});
