import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { test } from 'node:test';
import type { ConnectivityRequest, ConnectivityResult } from '@bedsign/contract';
import { decodePacket, encodePacket, leap, modes } from '../../time/ntp/packet.ts';
import { testConnectivity } from './test-connectivity.ts';

const host = '127.0.0.1';

const listening = async <S extends Server>(server: S) => {
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.close();
    },
  };
};
const webServer = (answer: RequestListener) => listening(createServer(answer));

/** What was reached, the steps, and the last one's detail. */
const outcome = async (request: ConnectivityRequest) => {
  const { reached, steps }: ConnectivityResult = await testConnectivity(request);
  assert.ok(steps.slice(0, -1).every(({ ok }) => ok));
  assert.equal(steps.at(-1)?.ok, reached);
  return { reached, steps: steps.map(({ step }) => step).join(' '), detail: steps.at(-1)?.detail ?? '' };
};
const stampAt = (port: number) => outcome({ kind: 'time-stamp', url: `http://${host}:${port}/tsa` });

test('a port: open, closed, under a name that does not exist', async () => {
  await using server = await listening(createTcpServer((socket) => socket.end()));
  const open = await outcome({ kind: 'tcp', host: 'localhost', port: server.port });
  assert.deepEqual([open.reached, open.steps], [true, 'resolve connect']);
  await server[Symbol.asyncDispose]();
  const closed = await outcome({ kind: 'tcp', host, port: server.port });
  assert.deepEqual([closed.reached, closed.steps], [false, 'resolve connect']);
  assert.match(closed.detail, /ECONNREFUSED/);
  const unknown = await outcome({ kind: 'tcp', host: 'no-such-host.invalid', port: 1 });
  assert.deepEqual([unknown.reached, unknown.steps], [false, 'resolve']);
  assert.match(unknown.detail, /getaddrinfo E/);
});

test('an authority that answers, refuses, is none, or talks without end', async () => {
  const reply =
    (type: string, body: Buffer): RequestListener =>
    (_request, response) =>
      response.setHeader('content-type', type).end(body);
  const refusal = Buffer.from('30053003020102', 'hex'); // TimeStampResp { status rejection }
  const rows: [answer: RequestListener, steps: string, detail: RegExp][] = [
    [reply('application/timestamp-reply', refusal), 'resolve connect request answer', /status 2/],
    [reply('application/timestamp-reply', Buffer.from('nonsense')), 'resolve connect request answer', /ASN1_MALFORMED/],
    [reply('text/html', Buffer.from('<html>')), 'resolve connect request', /^HTTP 200, text\/html$/],
    [(_request, response) => response.writeHead(302, { location: '/' }).end(), 'resolve connect request', /^HTTP 302/],
    [
      (_request, response) => {
        response.setHeader('content-type', 'application/timestamp-reply');
        const more = () => response.write(Buffer.alloc(64 * 1024), () => response.destroyed || more());
        more();
      },
      'resolve connect request answer',
      /^more than/,
    ],
  ];
  for (const [answer, steps, detail] of rows) {
    await using server = await webServer(answer);
    const result = await stampAt(server.port);
    assert.deepEqual([result.reached, result.steps], [false, steps], String(detail));
    assert.match(result.detail, detail);
  }
});

test('what accepts and then is silent ends by itself', async () => {
  await using server = await listening(createTcpServer(() => undefined));
  const { reached, steps, detail } = await stampAt(server.port);
  assert.deepEqual([reached, steps, detail], [false, 'resolve connect request', 'no answer within 5 s']);
});

test('an NTP server is asked for its time; a silent one is named', async () => {
  const server = createSocket('udp4');
  server.bind(0, host);
  await once(server, 'listening');
  const { port } = server.address();
  let answers = true;
  server.on('message', (bytes, from) => {
    const now = Date.now() + 60_000;
    const header = { leap: leap.none, version: 4, mode: modes.server, stratum: 3, poll: 6, precision: -20 };
    const rest = { rootDelay: 0, rootDispersion: 1, referenceId: Buffer.from('GPS\0'), reference: now - 1000 };
    const origin = bytes.subarray(40, 48);
    assert.ok(decodePacket(bytes));
    if (answers)
      server.send(encodePacket({ ...header, ...rest, origin, receive: now, transmit: now }), from.port, host);
  });
  const good = await outcome({ kind: 'ntp', host, port });
  assert.deepEqual([good.reached, good.steps], [true, 'resolve answer']);
  assert.match(good.detail, /^stratum 3, this clock -(59|60)\d{3}\.\d ms \(± \d+\.\d ms\)$/);
  answers = false;
  const silent = await outcome({ kind: 'ntp', host, port });
  assert.deepEqual([silent.reached, silent.steps], [false, 'resolve answer']);
  server.close();
});
