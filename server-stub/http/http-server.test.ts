import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { isErrorCode, type LoginResult, limits } from '@bedsign/contract';
import type { RunningServer } from '../server.ts';
import { administrator, makeProduction, startProduction } from '../test-kit/production-folder.ts';
import { call, temporaryFolder } from '../test-kit/test-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: RunningServer;
let staff: string;

before(async () => {
  folder = await temporaryFolder();
  await makeProduction(folder.path);
  server = await startProduction(folder.path);
  staff = ((await call(server.url, 'login', { json: administrator })).json as LoginResult).token;
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

test('errors of every kind have the one shape', async () => {
  const json = { 'content-type': 'application/json' };
  const rows: [path: string, init: RequestInit, status: number, code: string][] = [
    ['/nowhere', {}, 404, 'NOT_FOUND'],
    ['/api/v1/tasks/%ff', {}, 400, 'INVALID_REQUEST'],
    [`/api/v1/tasks/${'a'.repeat(1000)}`, {}, 400, 'INVALID_REQUEST'],
    ['/api/v1/login', { method: 'POST', headers: json, body: '{' }, 400, 'INVALID_REQUEST'],
    ['/api/v1/login', { method: 'POST', headers: json, body: '{"username":"x"}' }, 400, 'INVALID_REQUEST'],
    ['/api/v1/login', { method: 'POST', headers: { 'content-type': 'text/x' }, body: 'x' }, 400, 'INVALID_REQUEST'],
    ['/api/v1/login', { method: 'POST', headers: json, body: 'x'.repeat(2_000_000) }, 413, 'PAYLOAD_TOO_LARGE'],
    ['/api/v1/tasks', { headers: { authorization: `Bearer ${staff}` } }, 400, 'INVALID_REQUEST'],
    ['/api/v1/tasks/x', { headers: { authorization: `Bearer ${staff}` } }, 404, 'NOT_FOUND'],
  ];
  for (const [path, init, status, code] of rows) {
    const response = await fetch(`${server.url}${path}`, init);
    const { error } = (await response.json()) as { error: { code: string } };
    assert.deepEqual([response.status, error.code], [status, code], path);
    assert.ok(isErrorCode(error.code));
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('cache-control'), 'no-store');
  }
});

test('what is no HTTP is answered in the same shape and cut off', async () => {
  const { hostname, port } = new URL(server.url);
  for (const bytes of ['\x16\x03\x01\r\n\r\n', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`]) {
    const socket = connect(Number(port), hostname);
    socket.write(bytes);
    const answer = (await text(socket)).split('\r\n\r\n')[1] ?? '';
    assert.equal((JSON.parse(answer) as { error: { code: string } }).error.code, 'INVALID_REQUEST');
  }
});

test('who sends far too much still hears why, whether it said so beforehand or not', async () => {
  const path = `${server.url}/api/v1/documents?title=x`;
  const chunk = new Uint8Array(1024 * 1024);
  const much = Array.from({ length: limits.documentBytes / chunk.length + 2 }, () => chunk);
  const rows: [code: string, type: string, init: RequestInit][] = [
    ['PAYLOAD_TOO_LARGE', 'application/pdf', { body: Buffer.concat(much) }],
    ['PAYLOAD_TOO_LARGE', 'application/pdf', { body: ReadableStream.from(much), duplex: 'half' }],
    ['INVALID_REQUEST', 'image/png', { body: Buffer.concat(much) }],
  ];
  for (const [code, type, init] of rows) {
    const headers = { authorization: `Bearer ${staff}`, 'content-type': type };
    const response = await fetch(path, { method: 'POST', headers, ...init });
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, code);
  }
});

test('guessing a password ends in RATE_LIMITED, for that username alone', async () => {
  const guess = async (username: string) =>
    (await call(server.url, 'login', { json: { username, password: 'guess' } })).error?.code;
  const codes = await Promise.all(Array.from({ length: 25 }, () => guess('victim')));
  assert.ok(codes.includes('LOGIN_FAILED'));
  assert.ok(codes.includes('RATE_LIMITED'));
  assert.equal(await guess('another'), 'LOGIN_FAILED');
});

test('a flood of logins is RATE_LIMITED and leaves the server usable', async () => {
  const attempt = async (username: string) =>
    (await call(server.url, 'login', { json: { username, password: 'guess' } })).error?.code;
  const codes = await Promise.all(Array.from({ length: 200 }, (_, number) => attempt(`flood ${number}`)));
  assert.ok(codes.includes('LOGIN_FAILED'));
  assert.ok(codes.includes('RATE_LIMITED'));
  assert.equal((await call(server.url, 'login', { json: administrator })).status, 200);
});
