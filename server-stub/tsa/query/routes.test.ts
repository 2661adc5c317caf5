import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type LoggedTimeStamp,
  type StoredTimeStamp,
  type TimeStampPage,
  type TsaStatus,
  toHex,
} from '@bedsign/contract';
import { createTimeStampQuery, fromPem, parseTimeStampReply, sm3, verifyTimeStampToken } from '@bedsign/gm';
import { openDataFolder } from '../../first-run/data-folder.ts';
import { call, login, startDemo, type TestServer, temporaryFolder } from '../../test-kit/test-server.ts';
import { openTestNode, testAuthority } from '../test-kit/test-node.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: TestServer;
let administrator: string;
let his: string;
/** Everything issued, oldest first. */
const issued: LoggedTimeStamp[] = [];

const data = Buffer.from('病案首页');
const all = (query: Record<string, string> = {}, token = administrator) =>
  call(server.url, 'timeStamps', { token, query });
const items = async (query: Record<string, string>, token?: string) =>
  ((await all(query, token)).json as TimeStampPage).items;
const serials = (list: LoggedTimeStamp[]) => list.map(({ content }) => content.serial);

before(async () => {
  folder = await temporaryFolder();
  server = await startDemo(folder.path);
  administrator = await login(server.url, 'admin');
  his = await login(server.url, 'his');
  for (let i = 0; i < 6; i++)
    await call(server.url, 'issueTimeStamp', {
      token: his,
      json: { profile: i % 2 ? 'ecdsa' : 'sm2', hash: 'sm3', digest: toHex(sm3(Buffer.of(i))) },
    });
  const bytes = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(data), certReq: false });
  const headers = { 'content-type': 'application/timestamp-query' };
  await call(server.url, 'sm2TimeStamp', { bytes, headers, query: { application: 'lis' } });
  // Another process's node beside the server's own; all of its tokens within one millisecond.
  const other = await openDataFolder(folder.path);
  const authority = await testAuthority();
  const node = await openTestNode(other, authority);
  const genTime = Date.now();
  for (let i = 0; i < 5; i++) await authority.issue(node, { application: 'app:elsewhere', genTime });
  await node.indexing.caughtUp();
  await node.close();
  await other.db.destroy();
  issued.push(...(await items({ limit: '200' })).toReversed());
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

test('all tokens of all nodes, newest first, in pages of any size that follow one another', async () => {
  assert.equal(issued.length, 12);
  const times = issued.map(({ content }) => content.genTime);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  for (const limit of ['1', '2', '5', '11', '12']) {
    const found: LoggedTimeStamp[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await all({ limit, ...(cursor && { cursor }) })).json as TimeStampPage;
      assert.ok(page.items.length <= Number(limit));
      found.push(...page.items);
      cursor = page.next;
      // What is issued meanwhile moves nothing.
      if (limit === '5' && cursor)
        await call(server.url, 'issueTimeStamp', { token: his, json: { hash: 'sm3', digest: '11'.repeat(32) } });
    }
    const known = found.filter(({ content }) => content.digest !== '11'.repeat(32));
    assert.deepEqual(serials(known), serials(issued).toReversed(), `pages of ${limit}`);
    assert.equal(new Set(serials(found)).size, found.length);
  }
});

test('by serial number, digest, time and application, and all of them together', async () => {
  const [first, , third] = issued as [LoggedTimeStamp, LoggedTimeStamp, LoggedTimeStamp];
  const { serial, digest, genTime } = first.content;
  for (const query of [
    { serial },
    { serial: serial.toUpperCase() },
    { digest },
    { serial, digest, from: `${genTime}` },
  ])
    assert.deepEqual(serials(await items(query as Record<string, string>)), [serial]);
  assert.deepEqual(await items({ serial, digest: third.content.digest }), []);
  assert.deepEqual(await items({ serial: 'ff'.repeat(16) }), []);
  // The first bytes are those of another digest, the rest is not.
  assert.deepEqual(await items({ digest: digest.slice(0, -2) + (digest.endsWith('00') ? '01' : '00') }), []);
  const range = { from: `${genTime}`, to: `${third.content.genTime}` };
  assert.ok(serials(await items(range)).includes(serial));
  assert.deepEqual(await items({ to: `${genTime - 1}` }), []);
  for (const application of ['his', 'staff:his']) {
    const found = await items({ application, to: `${issued.at(-1)?.content.genTime}` });
    assert.equal(found.length, 6);
    assert.ok(found.every((each) => each.application === 'staff:his'));
  }
  assert.equal((await items({ application: 'lis' })).length, 1);
  assert.equal((await items({ application: 'elsewhere' })).length, 5);
  assert.deepEqual(await items({ application: 'nobody' }), []);
  for (const query of [
    { limit: '0' },
    { limit: '201' },
    { cursor: 'x' },
    { serial: 'xyz' },
    { from: '-1' },
    { other: '1' },
  ])
    assert.equal((await all(query as unknown as Record<string, string>)).error?.code, 'INVALID_REQUEST');
});

test('an integrator finds its own alone', async () => {
  const found = await items({ limit: '200' }, his);
  assert.ok(found.length >= 6 && found.every(({ application }) => application === 'staff:his'));
  assert.deepEqual(await items({ application: 'lis' }, his), found.slice(0, 50));
  const [lis] = await items({ application: 'lis' });
  const params = { serial: lis?.content.serial ?? '' };
  assert.equal((await call(server.url, 'timeStamp', { token: his, params })).error?.code, 'NOT_FOUND');
  assert.equal((await call(server.url, 'timeStamp', { token: administrator, params })).status, 200);
});

test('one token whole: it verifies with its certificates, though none were asked for', async () => {
  const [lis] = await items({ application: 'lis' });
  const params = { serial: lis?.content.serial ?? '' };
  const stored = (await call(server.url, 'timeStamp', { token: administrator, params })).json as StoredTimeStamp;
  const anchors = fromPem(readFileSync(join(folder.path, 'trust', 'root.pem'), 'utf8'));
  const { token } = parseTimeStampReply(Buffer.from(stored.reply, 'base64'));
  const { serial } = await verifyTimeStampToken({ token, signatureValue: data, anchors });
  assert.deepEqual([serial, stored.application, stored.chain.length], [params.serial, 'app:lis', 2]);
});

test('the export is an archive that tar unpacks and openssl verifies; the audit has it', async () => {
  const query = { application: 'his', to: `${issued.at(-1)?.content.genTime}` };
  const { bytes, status } = await call(server.url, 'exportTimeStamps', { token: administrator, query });
  assert.equal(status, 200);
  const out = await temporaryFolder();
  writeFileSync(join(out.path, 'export.tar'), bytes);
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: out.path, encoding: 'utf8', stdio: 'pipe' });
  run('tar', '-xf', 'export.tar');
  const files = readdirSync(out.path).filter((name) => name.endsWith('.tsr'));
  assert.equal(files.length, 6);
  const ecdsa = issued.filter(({ profile }) => profile === 'ecdsa');
  assert.equal(ecdsa.length, 3);
  for (const { content } of ecdsa) {
    const file = files.find((name) => name.includes(content.serial)) ?? '';
    const verified = run(
      'openssl',
      'ts',
      '-verify',
      '-digest',
      content.digest,
      '-in',
      file,
      '-CAfile',
      'trust/ecdsa.pem',
    );
    assert.match(verified, /Verification: OK/);
  }
  assert.match(readFileSync(join(out.path, 'README.txt'), 'utf8'), /openssl ts -verify/);
  await out[Symbol.asyncDispose]();
  const { db } = await openDataFolder(folder.path);
  const row = await db
    .selectFrom('audit')
    .select('subject')
    .where('event', '=', 'time-stamps-exported')
    .executeTakeFirst();
  await db.destroy();
  assert.match(row?.subject ?? '', /staff.*his/);
});

test('the state of the service: time, counts, log, certificates, refusals', async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  await call(server.url, 'sm2TimeStamp', { bytes, headers: { 'content-type': 'application/timestamp-query' } });
  const status = (await call(server.url, 'tsaStatus', { token: administrator })).json as TsaStatus;
  assert.ok(status.time.trusted);
  assert.ok(status.tokens.total >= 12 && status.tokens.lastHour === status.tokens.total);
  assert.deepEqual([status.tokens.oldest, status.log.nodes], [issued[0]?.content.genTime, 2]);
  assert.ok(status.log.segments === 2 && status.log.bytes > 1000);
  assert.equal(status.refusals.badDataFormat, 1);
  assert.deepEqual(
    status.signers.map(({ profile }) => profile),
    ['sm2', 'ecdsa'],
  );
  assert.ok(status.signers.every(({ notAfter, issuer }) => notAfter > Date.now() && issuer !== ''));
});
