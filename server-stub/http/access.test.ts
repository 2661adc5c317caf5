import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { type Access, type CallerRole, type RouteName, routePath, routes, staffRoles } from '@bedsign/contract';
import { demoAccounts } from '../demo/hospital.ts';
import type { RunningServer } from '../server.ts';
import { call, login, startDemo, stationCredential, temporaryFolder } from '../test-kit/test-server.ts';

const table = Object.entries(routes) as [RouteName, { method: string; path: string; by: Access }][];
const callers: CallerRole[] = [...staffRoles, 'station'];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: RunningServer;
const tokens = new Map<CallerRole, string>();

const tokenOf = (role: CallerRole) => {
  const account = demoAccounts.find((candidate) => candidate.role === role);
  return account ? login(server.url, account.username) : stationCredential(folder.path).token;
};

before(async () => {
  folder = await temporaryFolder();
  server = await startDemo(folder.path);
  for (const role of callers) tokens.set(role, await tokenOf(role));
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const refusal = async (route: RouteName, token?: string) => {
  const { error } = await call(server.url, route, token === undefined ? {} : { token });
  return error?.code === 'UNAUTHENTICATED' || error?.code === 'FORBIDDEN' ? error.code : 'admitted';
};

for (const [route, { by }] of table)
  test(`${route} admits whom the contract's table names, and nobody else`, async () => {
    assert.equal(await refusal(route), by === 'nobody' ? 'admitted' : 'UNAUTHENTICATED', 'without a token');
    assert.equal(await refusal(route, 'unknown'), by === 'nobody' ? 'admitted' : 'UNAUTHENTICATED', 'unknown token');
    for (const role of callers) {
      const expected = by === 'nobody' || by.includes(role) ? 'admitted' : 'FORBIDDEN';
      assert.equal(await refusal(route, tokens.get(role)), expected, role);
      if (route === 'logout' && expected === 'admitted') tokens.set(role, await tokenOf(role));
    }
  });

/** The head of a request whose body never comes; resolves with the status of the answer. */
const statusBeforeBody = async (route: RouteName, token: string | undefined): Promise<number> => {
  const { hostname, port, host } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const path = routePath(route, { captureId: 'x' });
  const authorization = token ? [`Authorization: Bearer ${token}`] : [];
  const head = [`${routes[route].method} ${path}?title=x HTTP/1.1`, `Host: ${host}`, ...authorization];
  socket.write(`${[...head, 'Content-Type: application/pdf', 'Content-Length: 1000000'].join('\r\n')}\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(answer.toString().split(' ')[1]);
};

test('who may not send a body is told so before sending it', async () => {
  assert.equal(await statusBeforeBody('uploadDocument', undefined), 401);
  assert.equal(await statusBeforeBody('uploadDocument', tokens.get('nurse')), 403);
  assert.equal(await statusBeforeBody('createTask', tokens.get('doctor')), 403);
  assert.equal(await statusBeforeBody('submitCapture', tokens.get('administrator')), 403);
});

test('OpenAPI names every route of the contract and the roles that may call it', async () => {
  const { paths } = (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { security?: { bearer: string[] }[] }>>;
  };
  for (const [route, { method, path, by }] of table) {
    const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    assert.ok(operation, route);
    const roles = operation.security?.flatMap(({ bearer }) => bearer);
    assert.deepEqual(roles, by === 'nobody' ? undefined : [...by], route);
  }
});
