import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { type AccessLists, createGate } from './gate.ts';
import { guardConnections } from './guard-connections.ts';
import { httpServerOptions, limitHttp } from './limit-connections.ts';
import { createRefusalLog } from './refusal-log.ts';

/** Linux has all of 127.0.0.0/8 on its loopback, so peers with different addresses need no second machine. */
const allowed = '127.0.0.2';
const denied = '127.0.0.66';
const lists: AccessLists = { allow: [], deny: [denied] };

const stand = async <S extends Server>(server: S, access = lists) => {
  const lines: unknown[] = [];
  const gate = createGate(access, createRefusalLog({ warn: (fields) => lines.push(fields) }));
  guardConnections(server, gate);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const open: Socket[] = [];
  const from = (localAddress: string): Socket => {
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    socket.on('error', () => undefined);
    open.push(socket);
    return socket;
  };
  return {
    ...{ gate, lines, port, from, server },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

/** However it ends: a reset is an error to the peer that gets it. */
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => void socket.on('close', () => resolve()));

/** What a peer receives until the connection ends; `sent` goes out at once. */
const conversation = async (socket: Socket, sent: string): Promise<string> => {
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  socket.write(sent);
  await closed(socket);
  return received;
};

const httpServer = (): HttpServer => createServer(httpServerOptions, (_request, response) => response.end('answer'));
const question = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

test('HTTP: a denied peer is cut off before a byte is parsed, an allowed one is answered', async () => {
  const http = httpServer();
  let parsed = 0;
  http.on('request', () => parsed++);
  http.on('clientError', () => parsed++);
  await using stood = await stand(http);
  for (const sent of [question, 'garbage\r\n\r\n', '']) assert.equal(await conversation(stood.from(denied), sent), '');
  assert.equal(parsed, 0);
  assert.match(await conversation(stood.from(allowed), question), /answer$/);
  assert.equal(parsed, 1);
  assert.equal(stood.gate.refusals.totals()['address-denied'], 3);
});

test('TCP: a denied peer never reaches the listener', async () => {
  const tcp = createTcpServer((socket) => socket.end('hello'));
  await using stood = await stand(tcp);
  assert.equal(await conversation(stood.from(denied), 'x'), '');
  assert.equal(await conversation(stood.from(allowed), ''), 'hello');
});

test('TLS: a denied peer gets no handshake', async () => {
  const tls = createTlsServer();
  let handshakes = 0;
  tls.on('tlsClientError', () => handshakes++);
  await using stood = await stand(tls);
  await conversation(stood.from(denied), question);
  assert.equal(handshakes, 0);
  await conversation(stood.from(allowed), question);
  assert.equal(handshakes, 1);
});

test('a flood from a denied address takes nothing from the others, and few lines of the log', async () => {
  await using stood = await stand(httpServer());
  stood.server.maxConnections = 50;
  const flood = Promise.all(
    Array.from({ length: 2000 }, () => {
      const socket = stood.from(denied);
      socket.write(question);
      return closed(socket);
    }),
  );
  for (let round = 0; round < 20; round++) {
    const [response] = await once(
      get({ host: '127.0.0.1', port: stood.port, localAddress: allowed, agent: false }),
      'response',
    );
    assert.equal(response.resume().statusCode, 200);
  }
  await flood;
  const { 'address-denied': deniedCount = 0, 'too-many-connections': dropped = 0 } = stood.gate.refusals.totals();
  assert.equal(deniedCount + dropped, 2000);
  assert.ok(stood.lines.length < 10, `${stood.lines.length} lines`);
});

test('lists that change close what they exclude, and nothing else', async () => {
  await using stood = await stand(
    createTcpServer((socket) => {
      socket.write('hello');
    }),
    { allow: [], deny: [] },
  );
  const stays = stood.from(allowed);
  const goes = stood.from(denied);
  await Promise.all([once(stays, 'data'), once(goes, 'data')]);
  stood.gate.use(lists);
  await closed(goes);
  assert.equal(stays.destroyed, false);
  stood.gate.use({ allow: ['10.0.0.0/8'], deny: [] });
  await closed(stays);
});

test('connections over the limit are closed unanswered and counted; a silent one makes room again', async () => {
  const http = httpServer();
  limitHttp(http, { connections: 2, headSeconds: 1, requestSeconds: 1, idleSeconds: 1 });
  await using stood = await stand(http);
  const silent = [stood.from(allowed), stood.from('127.0.0.3')];
  await Promise.all(silent.map((socket) => once(socket, 'connect')));
  silent[1]?.write('GET / HTTP/1.1\r\nHos'); // a slow loris
  assert.equal(await conversation(stood.from('127.0.0.4'), question), '');
  assert.equal(stood.gate.refusals.totals()['too-many-connections'], 1);
  await Promise.all(silent.map((socket) => closed(socket.resume())));
  assert.match(await conversation(stood.from('127.0.0.4'), question), /answer$/);
});

const probe = fileURLToPath(new URL('./testing/probe.ts', import.meta.url));

/** Where addresses can be given to a network of one's own (Linux, root or user namespaces, iproute2), IPv6 ones too. */
const ownNetwork = (addresses: string[]): string[] | undefined => {
  const up = ['ip link set lo up', ...addresses.map((address) => `ip addr add ${address} dev lo`)].join(' && ');
  const shell = ['unshare', '--net', '--map-root-user', 'sh', '-c', `${up} && exec "$@"`, 'sh'];
  return spawnSync(shell[0] ?? '', [...shell.slice(1), 'true']).status === 0 ? shell : undefined;
};

const networks = [
  {
    addresses: [],
    shell: [],
    allow: '127.0.0.0/29,127.0.0.64/29',
    deny: '127.0.0.64-127.0.0.66',
    admitted: ['127.0.0.1', '127.0.0.2', '127.0.0.67'],
    refused: ['127.0.0.66', '127.0.0.8'],
  },
  {
    shell: ownNetwork(['198.51.100.7/24', '198.51.101.7/24', 'fd00::7/64', 'fd00::66/64', 'fd01::7/64']),
    allow: '198.51.100.0/24,fd00::/64',
    deny: 'fd00::60-fd00::6f',
    admitted: ['127.0.0.1', '::1', '198.51.100.7', 'fd00::7'],
    refused: ['198.51.101.7', 'fd00::66', 'fd01::7'],
  },
];
for (const { shell, allow, deny, admitted, refused } of networks)
  if (shell)
    test(`from ${[...admitted, ...refused].join(', ')} to a server on all addresses`, () => {
      const [program = '', ...args] = [...shell, process.execPath, probe, allow, deny, ...admitted, ...refused];
      const answers: unknown = JSON.parse(execFileSync(program, args, { encoding: 'utf8' }));
      const expected = [...admitted.map((address) => [address, 200]), ...refused.map((address) => [address, 'closed'])];
      assert.deepEqual(answers, Object.fromEntries(expected));
    });
