import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { ErrorShape } from '@bedsign/contract';
import { makeProduction, startProduction } from '../test-kit/production-folder.ts';
import { type TestServer, temporaryFolder } from '../test-kit/test-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: TestServer;
let wide: TestServer;

before(async () => {
  folder = await temporaryFolder();
  const [narrowly, widely] = [join(folder.path, 'narrow'), join(folder.path, 'wide')];
  for (const path of [narrowly, widely]) await makeProduction(path);
  server = await startProduction(narrowly);
  wide = await startProduction(widely, '0.0.0.0');
});
after(async () => {
  await server.close();
  await wide.close();
  await folder[Symbol.asyncDispose]();
});

/** The code of the refusal when `path` is asked for under `host`; `admitted` without one. */
const ask = async ({ url }: TestServer, path: string, host: string): Promise<string> => {
  const { port, protocol } = new URL(url);
  const ca = readFileSync(join(folder.path, 'wide', 'trust', 'ecdsa-root.pem'));
  const send = protocol === 'https:' ? httpsRequest : httpRequest;
  const answer = await new Promise<string>((resolve, reject) => {
    const headers = { host };
    const sent = send({ host: '127.0.0.1', port, path, headers, ca, servername: 'localhost' }, async (response) => {
      const isJson = response.headers['content-type']?.includes('json');
      const { error } = (isJson ? await json(response) : {}) as { error?: ErrorShape };
      response.resume();
      assert.equal(response.statusCode === 421, error?.code === 'UNKNOWN_HOST');
      resolve(error?.code ?? 'admitted');
    });
    sent.on('error', reject).end();
  });
  return answer;
};

const foreign = ['evil.example', 'evil.example:8600', 'localhost.evil.example', '127.0.0.1.evil', '10.0.0.1', '[::2]'];
const odd = ['localhost:', 'x@localhost', 'localhost:8600:1', '[localhost]', 'localhost evil', '127.0.0.1,evil'];

test('a server on loopback answers to its own names, through a tunnel too, and to no other', async () => {
  for (const host of ['localhost', '127.0.0.1:8600', 'LocalHost:9000', '[::1]:8600'])
    assert.equal(await ask(server, '/api/v1/info', host), 'admitted', host);
  for (const host of [...foreign, ...odd, hostname()])
    for (const path of ['/api/v1/info', '/ca/chain.pem', '/api/v1/openapi.json', '/nowhere', '/api/v1/patients'])
      assert.equal(await ask(server, path, host), 'UNKNOWN_HOST', `${host} ${path}`);
});

test('a server in the network answers to the names in its TLS certificate', async () => {
  for (const host of [hostname(), 'localhost:8600', '127.0.0.1'])
    assert.equal(await ask(wide, '/api/v1/info', host), 'admitted', host);
  for (const host of [...foreign, ...odd, '0.0.0.0'])
    assert.equal(await ask(wide, '/api/v1/info', host), 'UNKNOWN_HOST', host);
});

test('a tool that speaks HTTP/1.0 without Host is answered', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write('GET /ca/chain.pem HTTP/1.0\r\n\r\n');
  assert.match(await text(socket), /^HTTP\/1\.1 200 [\s\S]*BEGIN CERTIFICATE/);
});
