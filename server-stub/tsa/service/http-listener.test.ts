import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpListener } from './http-listener.ts';

/** An authority that says back what it was asked, and by whom. */
let server: Server;
let port = 0;
const refused: string[] = [];
before(async () => {
  const answer = async (profile: string, query: Uint8Array, asking: string) => {
    await sleep(1);
    return new TextEncoder().encode(`${profile} ${asking} ${Buffer.from(query)}\n`);
  };
  const stamp = () => Promise.reject(new Error('not asked for here'));
  server = createHttpListener(
    { answer, grant: stamp, stamp },
    { note: (reason) => void refused.push(reason), totals: () => ({}) },
  );
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
after(async () => {
  server.close();
  server.closeAllConnections();
});

const request = (body: string, { target = '/tsa', fields = '', version = '1.1' } = {}) =>
  `POST ${target} HTTP/${version}\r\nHost: tsa\r\nContent-Type: application/timestamp-query\r\n${fields}` +
  `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const closing = { fields: 'Connection: close\r\n' };

/** All that comes back until the connection ends; the pieces go out one by one. */
const converse = async (pieces: string[], atEnd = (_socket: Socket) => {}): Promise<string> => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => {});
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  const closed = once(socket, 'close');
  for (const piece of pieces) {
    socket.write(piece, 'latin1');
    if (pieces.length > 1) await sleep(2);
  }
  atEnd(socket);
  await closed;
  return received;
};
const end = (socket: Socket) => void socket.end();
const bodies = (received: string) => received.match(/^(sm2|ecdsa) .*$/gm);
const statuses = (received: string) => received.match(/(?<=^HTTP\/1\.1 )\d+/gm);

test('a plain query, many of them on one connection, and several at once', async () => {
  const one = await converse([request('one')], end);
  assert.match(one, /^HTTP\/1\.1 200 OK\r\n/);
  for (const field of [
    /^content-type: application\/timestamp-reply\r$/m,
    /^cache-control: no-store\r$/m,
    /^content-length: 21\r$/m,
    /^date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r$/m,
    /^keep-alive: timeout=60\r$/m,
  ])
    assert.match(one, field);
  assert.deepEqual(bodies(one), ['sm2 ip:127.0.0.1 one']);
  const expected = ['sm2 ip:127.0.0.1 one', 'sm2 ip:127.0.0.1 three', 'ecdsa app:his two'];
  const all = [request('one'), request('three'), request('two', { target: '/tsa/ecdsa?application=his' })];
  assert.deepEqual(bodies(await converse(all, end)), expected);
  assert.deepEqual(bodies(await converse([all.join('')], end)), expected);
});

test('a query in pieces, and what follows it on the same connection', async () => {
  for (const at of [1, 20, request('one').indexOf('\r\n\r\n') + 2, request('one').length - 1]) {
    const text = request('one');
    const received = await converse([text.slice(0, at), text.slice(at) + request('two'), request('three', closing)]);
    assert.deepEqual(
      bodies(received),
      ['one', 'two', 'three'].map((body) => `sm2 ip:127.0.0.1 ${body}`),
      `${at}`,
    );
  }
  const whole = request('plain');
  const half = await converse([whole + whole.slice(0, 50), whole.slice(50), request('last', closing)]);
  assert.equal(bodies(half)?.length, 3);
});

test('what else HTTP allows is answered by the server behind', async () => {
  const chunked = request('x').replace(/Content-Length.*$/s, 'Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n');
  assert.deepEqual(bodies(await converse([`${chunked}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`])), ['sm2 ip:127.0.0.1 abcde']);
  assert.deepEqual(bodies(await converse([request('old', { version: '1.0' })])), ['sm2 ip:127.0.0.1 old']);
  const label = request('x', { target: '/tsa?application=%E9%99%A2', ...closing });
  assert.deepEqual(bodies(await converse([label])), ['sm2 app:院 x']);
  const expect = request('waits', { fields: 'Expect: 100-continue\r\nConnection: close\r\n' });
  assert.deepEqual(statuses(await converse([request('plain') + expect])), ['200', '100', '200']);
});

test('what is no query is refused, after plain ones too, and noted', async () => {
  const rows: [status: string, text: string][] = [
    ['404', request('x', { target: '/', ...closing })],
    ['405', request('x', closing).replace('POST', 'PUT')],
    ['415', request('x', closing).replace('timestamp-query', 'ocsp-request')],
    ['413', request('x'.repeat(9000), closing)],
    ['400', request('x', { fields: 'Transfer-Encoding: chunked\r\n' })],
    ['400', request('x', { fields: 'Content-Length: 5\r\n' })],
    ['400', '\0\x01\x02 garbage\r\n\r\n'],
  ];
  for (const [status, text] of rows) {
    const before = refused.length;
    assert.equal(statuses(await converse([request('plain') + text]))?.at(-1), status, text.slice(0, 300));
    assert.equal(refused.length, before + 1, text.slice(0, 300));
  }
  const nameless = request('x', closing).replace('Host: tsa\r\n', ''); // RFC 9112 §3.2; Node's own answer
  assert.deepEqual(statuses(await converse([nameless])), ['400']);
});

test('who goes away in the middle takes nothing along', async () => {
  for (const text of [request('x').slice(0, 30), request('x').slice(0, -1), request('x') + request('y').slice(0, 99)])
    await converse([text], (socket) => socket.destroy());
  await converse([request('x')], (socket) => socket.resetAndDestroy());
  assert.deepEqual(bodies(await converse([request('next')], end)), ['sm2 ip:127.0.0.1 next']);
});

test('who asks and does not read is not answered on and on', async () => {
  const socket = connect({ port, host: '127.0.0.1' }).pause();
  const [served] = (await once(server, 'connection')) as [Socket];
  const asked = 20_000;
  socket.write(request('y'.repeat(8000)).repeat(asked));
  let before = -1;
  while (served.bytesWritten !== before || before === 0) {
    before = served.bytesWritten;
    await sleep(300);
  }
  assert(served.writableLength < 1024 * 1024, `${served.writableLength} bytes wait`);
  assert(served.bytesRead < asked * 8000);
  socket.destroy();
});
