import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import type { ConnectivityResult, LoginResult } from '@bedsign/contract';
import { openDataFolder } from '../../first-run/data-folder.ts';
import { administrator, makeProduction, startProduction } from '../../test-kit/production-folder.ts';
import { call, temporaryFolder } from '../../test-kit/test-server.ts';

test('an administrator tests one address at a time, and every test is recorded', async () => {
  await using folder = await temporaryFolder();
  await makeProduction(folder.path);
  await using server = await startProduction(folder.path);
  const { token } = (await call(server.url, 'login', { json: administrator })).json as LoginResult;
  const ask = (json: unknown) => call(server.url, 'testConnectivity', { token, json });

  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  const slow = ask({ kind: 'time-stamp', url });
  await once(silent, 'connection');
  assert.equal((await ask({ kind: 'time-stamp', url })).error?.code, 'RATE_LIMITED');
  assert.equal(((await slow).json as ConnectivityResult).reached, false);
  silent.close();

  const { json } = await ask({ kind: 'time-stamp', url: `${server.url}/tsa/ecdsa` });
  assert.deepEqual(
    (json as ConnectivityResult).steps.map(({ step }) => step),
    ['resolve', 'connect', 'request', 'answer'],
  );
  assert.equal((json as ConnectivityResult).reached, true);
  const bad = [
    { kind: 'tcp', host: 'x y', port: 1 },
    { kind: 'time-stamp', url: 'file:///etc/passwd' },
    { kind: 'ping' },
  ];
  for (const request of bad) assert.equal((await ask(request)).error?.code, 'INVALID_REQUEST');
  assert.equal((await ask({ kind: 'time-stamp', url: 'http://[' })).error?.code, 'INVALID_REQUEST');

  const { db } = await openDataFolder(folder.path);
  const rows = await db.selectFrom('audit').select('subject').where('event', '=', 'connectivity-tested').execute();
  await db.destroy();
  const targets = rows.map(({ subject }) => JSON.parse(subject) as { target: string; reached: string });
  assert.deepEqual(
    targets.map(({ target, reached }) => [target, reached]),
    [
      [url, 'false'],
      [`${server.url}/tsa/ecdsa`, 'true'],
    ],
  );
});
