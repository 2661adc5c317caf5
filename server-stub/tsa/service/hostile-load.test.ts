/** Whatever strangers do to the ports: those who are allowed are answered meanwhile, in bounded memory, and the log names it, rarely. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseTimeStampReply, randomBytes } from '@bedsign/gm';
import { openDataFolder } from '../../first-run/data-folder.ts';
import { startDemo, temporaryFolder } from '../../test-kit/test-server.ts';
import { changeTsaSettings, readTsaSettings } from '../settings/settings-store.ts';
import { newQuery, startService } from '../test-kit/running-service.ts';
import { encodeMessage } from './tcp-listener.ts';

/** Linux has all of 127.0.0.0/8 on its loopback. */
const [allowed, stranger, denied] = ['127.0.0.2', '127.0.0.3', '127.0.0.66'];
const mostMb = 512;
/** Ten thousand, or as many as this system lets one process have. */
const openFiles = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })) || 20_000;
const idle = Math.min(10_000, openFiles - 2000);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let service: Awaited<ReturnType<typeof startService>>;
const sockets = new Set<Socket>();

before(async () => {
  folder = await temporaryFolder();
  await (await startDemo(folder.path)).close();
  const data = await openDataFolder(folder.path);
  const { version, settings } = await readTsaSettings(data.db);
  const limits = { connections: 2 * idle, headSeconds: 2, requestSeconds: 3, idleSeconds: 300 };
  await changeTsaSettings(
    data,
    { version, settings: { ...settings, limits, access: { allow: [], deny: [denied] } } },
    '',
  );
  await data.db.destroy();
  service = await startService(folder.path, 2, 'warn');
});
after(async () => {
  for (const socket of sockets) socket.destroy();
  await service[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const httpPort = () => Number(new URL(service.url).port);

const open = async (port: number, localAddress: string): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  sockets.add(socket);
  socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  await new Promise<void>((resolve) => void socket.once('connect', resolve).once('close', () => resolve()));
  return socket;
};
/** Opens `count` connections, some at a time. */
const openMany = async (
  count: number,
  port: number,
  from: string,
  use: (socket: Socket) => unknown,
): Promise<Socket[]> => {
  const opened: Socket[] = [];
  while (opened.length < count) {
    const some = await Promise.all(
      Array.from({ length: Math.min(200, count - opened.length) }, () => open(port, from)),
    );
    for (const socket of some) use(socket);
    opened.push(...some);
  }
  return opened;
};
const allClosed = (those: Socket[]): Promise<unknown> =>
  Promise.all(those.map((socket) => socket.closed || new Promise((resolve) => socket.resume().on('close', resolve))));

const agent = new Agent({ keepAlive: true });
/** Asks for one token as an allowed client does; every fourth time on a connection of its own. */
const ask = (round: number): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const asked = request({
      ...{ method: 'POST', host: '127.0.0.1', port: httpPort(), path: '/tsa', localAddress: allowed, timeout: 30_000 },
      agent: round % 4 ? agent : false,
      headers: { 'content-type': 'application/timestamp-query' },
    });
    asked.on('timeout', () => asked.destroy(new Error('the allowed client waits')));
    asked.on('error', reject);
    asked.on('response', async (response) => {
      const reply = Buffer.concat(await response.toArray());
      resolve(parseTimeStampReply(reply).token);
    });
    asked.end(newQuery());
  });

const memoryMb = () =>
  service
    .workers()
    .map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

/** Does `attack` while the allowed client asks on and on, and a dozen times at least. */
const meanwhile = async (attack: () => Promise<unknown>): Promise<void> => {
  let attacking = true;
  const attacked = attack().finally(() => {
    attacking = false;
  });
  for (let round = 0; attacking || round < 12; round++) {
    await ask(round);
    await sleep(10);
  }
  await attacked;
  for (const megabytes of memoryMb()) assert(megabytes < mostMb, `${megabytes} MB`);
};

const head = 'POST /tsa HTTP/1.1\r\nHost: tsa\r\nContent-Type: application/timestamp-query\r\n';

test('idle connections by the thousand', async (t) => {
  t.diagnostic(`${idle} connections${idle < 10_000 ? `: ulimit -Hn is ${openFiles}` : ''}`);
  await meanwhile(() => openMany(idle, httpPort(), stranger, () => {}));
  assert.equal(sockets.size, idle, 'they stay open');
});

test('those who trickle a request are cut off in time', async () => {
  await meanwhile(async () => {
    const slow = await openMany(200, httpPort(), stranger, (socket) => socket.write(head));
    const trickle = setInterval(() => slow.map((socket) => socket.writable && socket.write('X-Slow: 1\r\n')), 200);
    await allClosed(slow).finally(() => clearInterval(trickle));
  });
});

test('half a request and half a frame are cut off in time', async () => {
  await meanwhile(async () => {
    const query = newQuery();
    const request = Buffer.concat([Buffer.from(`${head}Content-Length: ${query.length}\r\n\r\n`), query]);
    const frame = encodeMessage(0, query);
    const half = [
      ...(await openMany(100, httpPort(), stranger, (socket) => socket.write(request.subarray(0, -10)))),
      ...(await openMany(100, service.tcpPort, stranger, (socket) => socket.write(frame.subarray(0, -10)))),
      ...(await openMany(100, service.tcpPort, stranger, (socket) => socket.write(frame.subarray(0, 3)))),
    ];
    await allClosed(half);
  });
});

test('requests of a megabyte, and garbage, on both ports', async () => {
  const megabyte = Buffer.alloc(1_000_000, 0x30);
  await meanwhile(async () => {
    const large = Buffer.concat([
      Buffer.from(`${head}Content-Length: ${megabyte.length}\r\nConnection: close\r\n\r\n`),
      megabyte,
    ]);
    await allClosed([
      ...(await openMany(100, httpPort(), stranger, (socket) => socket.write(large))),
      ...(await openMany(100, service.tcpPort, stranger, (socket) => socket.end(encodeMessage(0, megabyte)))),
      ...(await openMany(100, httpPort(), stranger, (socket) => socket.end(randomBytes(2000)))),
      ...(await openMany(100, service.tcpPort, stranger, (socket) => socket.end(randomBytes(2000)))),
    ]);
  });
});

test('a flood from a denied address', async () => {
  await meanwhile(async () => {
    await allClosed(await openMany(2000, httpPort(), denied, (socket) => socket.write(head)));
    await allClosed(await openMany(1000, service.tcpPort, denied, (socket) => socket.write('x')));
  });
});

test('the log names what was refused, whom the last time, and seldom', async () => {
  const refused = service.log().filter(({ msg }) => msg === 'refused');
  const reasons = Map.groupBy(refused, ({ reason }) => reason);
  assert.deepEqual([...reasons.keys()].sort(), ['address-denied', 'not-a-query']);
  assert.equal(reasons.get('address-denied')?.[0]?.lastAddress, denied);
  // A kind has one line at once and then one each ten seconds, of each process; hundreds and thousands were refused.
  assert(refused.length < 60, `${refused.length} lines`);
});
