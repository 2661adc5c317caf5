import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { equalBytes, type SignedUpdateFeed, toHex, type UpdateFeed } from '@bedsign/contract';
import { fromPem, parseSignedData, sm3, verifyChain, verifySignedData } from '@bedsign/gm';
import { openDataFolder } from '../first-run/data-folder.ts';
import { makeProduction, startProduction } from '../test-kit/production-folder.ts';
import { call, temporaryFolder } from '../test-kit/test-server.ts';
import { publish } from './publish.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: Awaited<ReturnType<typeof startProduction>>;
let token: string;

before(async () => {
  folder = await temporaryFolder();
  token = (await makeProduction(join(folder.path, 'data'))).token;
  server = await startProduction(join(folder.path, 'data'));
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const offer = async (file: string, content: string) => {
  writeFileSync(join(folder.path, file), content);
  const data = await openDataFolder(join(folder.path, 'data'));
  try {
    return await publish(data, join(folder.path, file));
  } finally {
    await data.db.destroy();
  }
};
const feed = async () => {
  const { json } = await call(server.url, 'updateFeed', { token });
  const signed = json as SignedUpdateFeed;
  return { signed, content: JSON.parse(signed.feed) as UpdateFeed };
};

test('nothing published: NOT_FOUND, and no key is made for it', async () => {
  assert.equal((await call(server.url, 'updateFeed', { token })).error?.code, 'NOT_FOUND');
});

test('what is published stands in a list that the hospital root vouches for, for code and nothing else', async () => {
  await offer('bedsign-station_0.2.0_amd64.deb', 'package two');
  const { signed, content } = await feed();
  assert.deepEqual(content.packages, [
    {
      file: 'bedsign-station_0.2.0_amd64.deb',
      size: 11,
      sha256: createHash('sha256').update('package two').digest('hex'),
      sm3: createHash('sm3').update('package two').digest('hex'),
    },
  ]);
  const cms = parseSignedData(Buffer.from(signed.signature, 'base64'));
  assert.deepEqual(await verifySignedData(cms), { signature: true, signingCertificate: true });
  assert.ok(equalBytes(cms.messageDigest, sm3(Buffer.from(signed.feed))));
  const anchors = fromPem(readFileSync(join(folder.path, 'data/trust/root.pem'), 'utf8'));
  const path = { leaf: cms.signer.der, intermediates: cms.certificates, anchors, at: new Date() };
  await verifyChain({ ...path, purpose: 'codeSigning' });
  for (const purpose of ['documentSigning', 'timeStamping', 'keyEncipherment'] as const)
    await assert.rejects(verifyChain({ ...path, purpose }), purpose);
  const { bytes } = await call(server.url, 'updatePackage', {
    token,
    params: { file: content.packages[0]?.file ?? '' },
  });
  assert.equal(Buffer.from(bytes).toString(), 'package two');
});

test('only the newest of a kind is listed; the time of publication never goes back', async () => {
  const before = (await feed()).content.publishedAt;
  await offer('bedsign-station_0.10.0_amd64.deb', 'package ten');
  await offer('bedsign-station_0.3.0_x64.msi', 'for windows');
  const { content } = await feed();
  assert.deepEqual(
    content.packages.map(({ file }) => file),
    ['bedsign-station_0.10.0_amd64.deb', 'bedsign-station_0.3.0_x64.msi'],
  );
  assert.ok(content.publishedAt > before);
});

test('older, the same again, another name, no file: each refused by name', async () => {
  await assert.rejects(offer('bedsign-station_0.9.0_amd64.deb', 'older'), { code: 'UPDATE_ROLLBACK' });
  await assert.rejects(offer('bedsign-station_0.10.0_amd64.deb', 'other content'), { code: 'UPDATE_ROLLBACK' });
  await assert.rejects(offer('bedsign-station_latest.deb', 'x'), { code: 'UPDATE_PACKAGE_UNKNOWN' });
  const data = await openDataFolder(join(folder.path, 'data'));
  await assert.rejects(publish(data, join(folder.path, 'bedsign_1.0.0_amd64.deb')), { code: 'CONFIG_INVALID' });
  await data.db.destroy();
  const kept = readFileSync(join(folder.path, 'data/updates/bedsign-station_0.10.0_amd64.deb'), 'utf8');
  assert.equal(kept, 'package ten');
});

test('only stations get it, and only what is published', async () => {
  const file = 'bedsign-station_0.10.0_amd64.deb';
  assert.equal((await call(server.url, 'updatePackage', { params: { file } })).error?.code, 'UNAUTHENTICATED');
  for (const other of ['../bedsign.sqlite', '..%2Fsecrets%2Fmaster.key', 'bedsign_9.9.9_amd64.deb'])
    assert.equal(
      (await call(server.url, 'updatePackage', { token, params: { file: other } })).error?.code,
      'NOT_FOUND',
    );
  assert.ok(existsSync(join(folder.path, 'data/secrets/master.key')), 'there was something to steal');
});

test('the audit log names the package and its digests', async () => {
  const { db } = await openDataFolder(join(folder.path, 'data'));
  const rows = await db.selectFrom('audit').select('subject').where('event', '=', 'update-published').execute();
  await db.destroy();
  const [first] = rows.map(({ subject }) => JSON.parse(subject) as { file: string; sm3: string });
  assert.deepEqual([rows.length, first?.file], [3, 'bedsign-station_0.2.0_amd64.deb']);
  assert.equal(first?.sm3, toHex(sm3(Buffer.from('package two'))));
});
