import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { type Call, callServer } from './http.ts';
import { createServerClient } from './server-client.ts';

type Answer = (response: ServerResponse) => void;
let answer: Answer = (response) => response.end();
const server = createServer((_request, response) => answer(response));
let url: URL;

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const status =
  (code: number, body: string): Answer =>
  (response) =>
    response.writeHead(code).end(body);
const fails = (code: string, given: Answer, call: Call = { route: 'info' }) => {
  answer = given;
  return assert.rejects(callServer(url, call), { code });
};

test('an error that the server names keeps its name', async () => {
  await fails('CAPTURE_CONFLICT', status(409, '{"error":{"code":"CAPTURE_CONFLICT"}}'));
  await fails('DATABASE_BUSY', status(503, '{"error":{"code":"DATABASE_BUSY"}}'));
});

test('answers that make no sense are SERVER_FAULT', async () => {
  await fails('SERVER_FAULT', status(500, '<h1>Internal Server Error</h1>'));
  await fails('SERVER_FAULT', status(500, ''));
  await fails('SERVER_FAULT', status(400, '{"error":{"code":"NEVER_HEARD"}}'));
  await fails('SERVER_FAULT', status(404, 'null'));
  await fails('SERVER_FAULT', status(502, '{"error":null}'));
  await fails('SERVER_FAULT', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
  await fails('SERVER_FAULT', status(200, 'x'.repeat(1000)), { route: 'info', maxBytes: 999 });
  const client = createServerClient(url, { id: 's', name: 's', token: 't' });
  for (const body of ['not json', '{"mode":"demo"}', '[]', '\u{fffd}\u0000']) {
    answer = status(200, body);
    await assert.rejects(client.info(), { code: 'SERVER_FAULT' }, body);
  }
});

test('no answer is SERVER_UNREACHABLE: refused, cut off, or too late', async () => {
  await fails('SERVER_UNREACHABLE', (response) => response.destroy());
  await fails('SERVER_UNREACHABLE', () => undefined, { route: 'info', timeoutMs: 50 });
  await fails(
    'SERVER_UNREACHABLE',
    (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    },
    { route: 'info' },
  );
  await assert.rejects(callServer(new URL('http://127.0.0.1:1'), { route: 'info' }), { code: 'SERVER_UNREACHABLE' });
});
