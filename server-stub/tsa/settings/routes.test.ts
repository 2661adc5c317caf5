import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { defaultTsaSettings, type LoginResult, routePath, type TsaSettings } from '@bedsign/contract';
import { administrator, makeProduction, startProduction } from '../../test-kit/production-folder.ts';
import { call, type TestServer, temporaryFolder } from '../../test-kit/test-server.ts';
import { testTimeSettings } from '../../test-kit/time-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: TestServer;
let token: string;

before(async () => {
  folder = await temporaryFolder();
  await makeProduction(folder.path);
  server = await startProduction(folder.path);
  token = ((await call(server.url, 'login', { json: administrator })).json as LoginResult).token;
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const defaults: TsaSettings = { ...defaultTsaSettings('production'), time: await testTimeSettings() };
const elsewhere = '127.0.0.66';
const withLists = (access: TsaSettings['access']): TsaSettings => ({ ...defaults, access });
const change = (version: number, settings: unknown) =>
  call(server.url, 'changeTsaSettings', { token, json: { version, settings } });

/** As `change`, from another address of this machine; the error's code, or 'cut off'. */
const changeFrom = (localAddress: string, version: number, settings: unknown): Promise<string | undefined> =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const url = `${server.url}${routePath('changeTsaSettings')}`;
    const sent = request(url, { method: 'PUT', headers, localAddress, agent: false }, async (response) => {
      const { error } = JSON.parse(Buffer.concat(await response.toArray()).toString());
      resolve(error?.code);
    });
    sent.on('error', () => resolve('cut off'));
    sent.end(JSON.stringify({ version, settings }));
  });

test('an administrator reads and changes the settings, by the version that was read', async () => {
  const read = async () => (await call(server.url, 'tsaSettings', { token })).json;
  assert.deepEqual(await read(), { version: 0, settings: defaults });
  const changed = { ...defaults, retentionDays: 400 };
  assert.deepEqual((await change(0, changed)).json, { version: 1, settings: changed });
  assert.deepEqual(await read(), { version: 1, settings: changed });
  assert.equal((await change(0, changed)).error?.code, 'SETTINGS_CONFLICT');
  assert.equal((await change(1, { ...changed, retentionDays: 'long' })).error?.code, 'INVALID_REQUEST');
  const { error } = await change(1, withLists({ allow: [], deny: ['10.0.0.1/40'] }));
  assert.deepEqual(error, { code: 'SETTINGS_INVALID', detail: 'deny: 10.0.0.1/40' });
  await change(1, defaults);
});

test('nobody can shut out the address they use; the machine itself is never shut out', async () => {
  const [shutsOut, admits] = [withLists({ allow: [], deny: ['127.0.0.64/26'] }), withLists({ allow: [], deny: [] })];
  assert.equal(await changeFrom(elsewhere, 2, shutsOut), 'ACCESS_LIST_EXCLUDES_YOU');
  assert.equal(
    await changeFrom(elsewhere, 2, withLists({ allow: ['10.0.0.0/8'], deny: [] })),
    'ACCESS_LIST_EXCLUDES_YOU',
  );
  assert.equal(await changeFrom(elsewhere, 2, admits), undefined);
  assert.equal((await change(3, withLists({ allow: ['10.0.0.0/8'], deny: ['127.0.0.0/8'] }))).status, 200);
  assert.equal(await changeFrom(elsewhere, 4, admits), 'cut off', 'in force at once, before the token is looked at');
  assert.equal((await change(4, admits)).status, 200);
  assert.equal(await changeFrom(elsewhere, 5, admits), undefined);
});
