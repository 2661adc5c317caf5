import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { LoginResult, TsaCertificate } from '@bedsign/contract';
import { createTimeStampQuery, fromPem, parseTimeStampReply, sm3, verifyTimeStampToken } from '@bedsign/gm';
import { openDataFolder } from '../../first-run/data-folder.ts';
import { administrator, makeProduction, startProduction } from '../../test-kit/production-folder.ts';
import { call, type TestServer, temporaryFolder } from '../../test-kit/test-server.ts';
import { importedTsaChains } from './imported.ts';

const folders: Awaited<ReturnType<typeof temporaryFolder>>[] = [];
const servers: TestServer[] = [];

/** A server of its own, and its administrator's token. */
const hospital = async () => {
  const folder = await temporaryFolder();
  folders.push(folder);
  await makeProduction(folder.path);
  const server = await startProduction(folder.path);
  servers.push(server);
  const { token } = (await call(server.url, 'login', { json: administrator })).json as LoginResult;
  return { path: folder.path, url: server.url, token };
};
type Hospital = Awaited<ReturnType<typeof hospital>>;

let here: Hospital;
let there: Hospital;
/** The other hospital's own chain, as its administrator exports it. */
let chain: Uint8Array;

const list = async ({ url, token }: Hospital, q = '') =>
  (await call(url, 'tsaCertificates', { token, query: { q } })).json as TsaCertificate[];
const exported = ({ url, token }: Hospital, fingerprint: string) =>
  call(url, 'exportTsaCertificate', { token, params: { fingerprint } });
const octets = { 'content-type': 'application/octet-stream' };
const importChain = (bytes: Uint8Array) =>
  call(here.url, 'importTsaCertificate', { token: here.token, bytes, headers: octets });

before(async () => {
  [here, there] = [await hospital(), await hospital()];
  const [own] = await list(there, 'SM2');
  chain = (await exported(there, own?.fingerprint ?? '')).bytes;
});
after(async () => {
  for (const server of servers) await server.close();
  for (const folder of folders) await folder[Symbol.asyncDispose]();
});

test("the server's own certificates are listed, found and exported with their chains", async () => {
  const own = await list(here);
  assert.deepEqual(
    own.map(({ algorithm, chainLength, imported }) => [algorithm, chainLength, imported]),
    [
      ['sm2', 3, null],
      ['ecdsa-p256', 3, null],
    ],
  );
  assert.deepEqual(await list(here, 'ecdsa time'), own.slice(1));
  assert.deepEqual(await list(here, own[0]?.serial), own.slice(0, 1));
  const pem = fromPem(Buffer.from((await exported(here, own[0]?.fingerprint ?? '')).bytes).toString());
  assert.deepEqual(pem[2], fromPem(readFileSync(join(here.path, 'trust/root.pem'), 'utf8'))[0]);
});

test("another authority's tokens are trusted from the import of its certificate on, until it is removed", async () => {
  const digest = sm3(Buffer.from('elsewhere'));
  const bytes = createTimeStampQuery({ digestAlgorithm: 'sm3', digest, certReq: true });
  const headers = { 'content-type': 'application/timestamp-query' };
  const { token } = parseTimeStampReply((await call(there.url, 'sm2TimeStamp', { bytes, headers })).bytes);
  const folder = await openDataFolder(here.path);
  const verify = async () => {
    const anchors = (await importedTsaChains(folder)).flatMap(({ chain: [leaf] }) => leaf?.der ?? []);
    return verifyTimeStampToken({ token, imprint: { algorithm: 'sm3', digest }, anchors });
  };
  await assert.rejects(verify(), { code: 'CHAIN_INVALID' });

  const { status, json } = await importChain(chain);
  const row = json as TsaCertificate;
  assert.deepEqual([status, row.chainLength, row.imported?.by], [201, 3, '管理员']);
  assert.ok((await verify()).genTime);
  assert.deepEqual(await list(here, row.fingerprint), [row]);
  assert.deepEqual((await exported(here, row.fingerprint)).bytes, chain);
  assert.equal((await importChain(chain)).error?.code, 'CERTIFICATE_DUPLICATE');

  const remove = () =>
    call(here.url, 'removeTsaCertificate', { token: here.token, params: { fingerprint: row.fingerprint } });
  assert.equal((await remove()).status, 204);
  assert.equal((await remove()).error?.code, 'NOT_FOUND');
  assert.equal((await exported(here, row.fingerprint)).error?.code, 'NOT_FOUND');
  await assert.rejects(verify(), { code: 'CHAIN_INVALID' });
  const events = await folder.db.selectFrom('audit').select('event').orderBy('sequence', 'desc').limit(2).execute();
  assert.deepEqual(
    events.map(({ event }) => event),
    ['tsa-certificate-removed', 'tsa-certificate-imported'],
  );
  await folder.db.destroy();
});

test('a refused file is named and nothing is stored; a row that somebody else wrote is not trusted', async () => {
  assert.equal((await importChain(Buffer.from('nonsense'))).error?.code, 'CERTIFICATE_UNREADABLE');
  assert.equal((await importChain(new Uint8Array(70_000))).error?.code, 'PAYLOAD_TOO_LARGE');
  assert.equal((await list(here)).length, 2);
  const folder = await openDataFolder(here.path);
  const row = { fingerprint: '00'.repeat(32), imported_at: 0, imported_by: 'x' };
  const sealed = Buffer.from(chain).toString('base64');
  await folder.db
    .insertInto('tsa_certificate')
    .values({ ...row, sealed })
    .execute();
  await assert.rejects(importedTsaChains(folder), { code: 'STORAGE_DAMAGED' });
  await folder.db.destroy();
});
