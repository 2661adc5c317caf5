import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type IssuedTimeStamp,
  type LoginResult,
  type ParsedTimeStamp,
  type TimeStampVerification,
  type TsaCertificate,
  toHex,
} from '@bedsign/contract';
import { createTimeStampQuery, fromPem, parseTimeStampReply, sm3, verifyTimeStampToken } from '@bedsign/gm';
import { administrator, makeProduction, startProduction } from '../../test-kit/production-folder.ts';
import { call, login, startDemo, type TestServer, temporaryFolder } from '../../test-kit/test-server.ts';

const folders: Awaited<ReturnType<typeof temporaryFolder>>[] = [];
const servers: TestServer[] = [];
const folder = async () => {
  const made = await temporaryFolder();
  folders.push(made);
  return made.path;
};

/** The demo hospital, whose HIS asks, and another hospital whose time stamps come along. */
let here: { url: string; path: string; his: string; administrator: string };
let there: { url: string; token: string };

before(async () => {
  const [path, other] = [await folder(), await folder()];
  servers.push(await startDemo(path));
  const url = servers[0]?.url ?? '';
  here = { url, path, his: await login(url, 'his'), administrator: await login(url, 'admin') };
  await makeProduction(other);
  servers.push(await startProduction(other));
  const otherUrl = servers[1]?.url ?? '';
  const { token } = (await call(otherUrl, 'login', { json: administrator })).json as LoginResult;
  there = { url: otherUrl, token };
});
after(async () => {
  for (const server of servers) await server.close();
  for (const each of folders) await each[Symbol.asyncDispose]();
});

const data = Buffer.from('住院病历');
const digest = toHex(sm3(data));

const issue = async (json: unknown, token = here.his) =>
  (await call(here.url, 'issueTimeStamp', { token, json })).json as IssuedTimeStamp;
const verify = async (json: unknown) => {
  const answer = await call(here.url, 'verifyTimeStamp', { token: here.his, json });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  return answer.json as TimeStampVerification;
};
const refusal = async (route: 'issueTimeStamp' | 'verifyTimeStamp' | 'parseTimeStamp', json: unknown) =>
  (await call(here.url, route, { token: here.his, json })).error?.code;

test('a digest is stamped in JSON, and the reply holds at our root like any other', async () => {
  for (const profile of ['sm2', 'ecdsa'] as const) {
    const { reply, token, content } = await issue({ profile, hash: 'sm3', digest, nonce: '7fff01' });
    assert.deepEqual([content.hash, content.digest, content.nonce], ['sm3', digest, '7fff01']);
    assert.ok(Math.abs(content.genTime - Date.now()) < 60_000 && (content.accuracyMicros ?? 0) > 0);
    assert.deepEqual(
      Buffer.from(parseTimeStampReply(Buffer.from(reply, 'base64')).token),
      Buffer.from(token, 'base64'),
    );
    const root = profile === 'sm2' ? 'root.pem' : 'ecdsa-root.pem';
    const verified = await verifyTimeStampToken({
      token: Buffer.from(token, 'base64'),
      signatureValue: data,
      anchors: fromPem(readFileSync(join(here.path, 'trust', root), 'utf8')),
    });
    assert.equal(verified.serial, content.serial);
  }
});

test('a whole query is granted or refused as RFC 3161 says, by name', async () => {
  const query = createTimeStampQuery({ digestAlgorithm: 'sha512', digest: new Uint8Array(64), certReq: false });
  const { content } = await issue({ query: Buffer.from(query).toString('base64') });
  assert.deepEqual([content.hash, content.digest], ['sha512', '00'.repeat(64)]);
  const foreign = Buffer.from(query).toString('latin1').replace('\x04\x40', '\x04\x3f');
  const wrong = Buffer.from(foreign, 'latin1').toString('base64');
  assert.equal(await refusal('issueTimeStamp', { query: wrong }), 'TIME_STAMP_REFUSED');
  assert.equal(await refusal('issueTimeStamp', { query: '!!!!' }), 'INVALID_REQUEST');
  assert.equal(await refusal('issueTimeStamp', { hash: 'sha512', digest }), 'INVALID_REQUEST');
  assert.equal(await refusal('issueTimeStamp', { hash: 'md5', digest }), 'INVALID_REQUEST');
});

test('parsed: what it says and whose certificates it carries, trusted or not', async () => {
  const { token, reply, content } = await issue({ hash: 'sm3', digest });
  for (const each of [token, reply]) {
    const parsed = (await call(here.url, 'parseTimeStamp', { token: here.his, json: { token: each } }))
      .json as ParsedTimeStamp;
    assert.deepEqual(parsed.content, content);
    assert.equal(parsed.certificates.length, 2);
  }
  assert.equal(
    await refusal('parseTimeStamp', { token: Buffer.from('no token').toString('base64') }),
    'TIME_STAMP_UNREADABLE',
  );
});

test('verified against the file, its digest, another digest; a changed token does not hold', async () => {
  const { reply, token } = await issue({ hash: 'sm3', digest });
  for (const stamped of [{ data: data.toString('base64') }, { hash: 'sm3', digest }])
    for (const each of [token, reply]) {
      const { holds, objection, authority, chain } = await verify({ token: each, ...stamped });
      assert.deepEqual([holds, objection, authority, chain.length], [true, null, 'own', 3]);
    }
  const other = await verify({ token, hash: 'sm3', digest: '00'.repeat(32) });
  assert.deepEqual([other.holds, other.objection, other.authority], [false, 'TIME_STAMP_INVALID', null]);
  const bytes = Buffer.from(token, 'base64');
  const changed = Buffer.from(bytes.with(bytes.length - 5, (bytes.at(-5) ?? 0) ^ 1)).toString('base64');
  assert.equal((await verify({ token: changed, hash: 'sm3', digest })).objection, 'TIME_STAMP_INVALID');
  assert.equal(await refusal('verifyTimeStamp', { token, documentId: 'unknown' }), 'NOT_FOUND');
});

test("a document's latest revision is what its digest says", async () => {
  const tasks = (await call(here.url, 'patients', { token: here.his, query: {} })).json as { id: string }[];
  const found = await Promise.all(
    tasks.map(async ({ id }) => (await call(here.url, 'tasks', { token: here.his, query: { patientId: id } })).json),
  );
  const [task] = found.flat() as { documentId: string; digest: string; revision: number }[];
  assert.ok(task);
  const { token } = await issue({ hash: 'sm3', digest: task.digest });
  assert.equal((await verify({ token, documentId: task.documentId })).holds, true);
  assert.equal((await verify({ token, documentId: task.documentId, revision: task.revision })).holds, true);
});

test("another authority's time stamps hold once its certificate was imported, with certificates in the token or without", async () => {
  const foreign = async (certReq: boolean) => {
    const bytes = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(data), certReq });
    const headers = { 'content-type': 'application/timestamp-query' };
    return Buffer.from((await call(there.url, 'sm2TimeStamp', { bytes, headers })).bytes).toString('base64');
  };
  const tokens = [await foreign(true), await foreign(false)];
  for (const token of tokens) assert.equal((await verify({ token, hash: 'sm3', digest })).holds, false);
  const [own] = (await call(there.url, 'tsaCertificates', { token: there.token, query: { q: 'SM2' } }))
    .json as TsaCertificate[];
  const params = { fingerprint: own?.fingerprint ?? '' };
  const { bytes } = await call(there.url, 'exportTsaCertificate', { token: there.token, params });
  const headers = { 'content-type': 'application/octet-stream' };
  await call(here.url, 'importTsaCertificate', { token: here.administrator, bytes, headers });
  for (const token of tokens) {
    const { holds, detail, authority } = await verify({ token, hash: 'sm3', digest });
    assert.deepEqual([holds, detail, authority], [true, null, 'imported']);
  }
});
