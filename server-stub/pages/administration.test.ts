import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeProduction } from '../test-kit/production-folder.ts';
import { startTest, type TestServer, temporaryFolder } from '../test-kit/test-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: TestServer;

before(async () => {
  folder = await temporaryFolder();
  const pages = join(folder.path, 'dist');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(folder.path, 'secret.js'), 'secret');
  writeFileSync(join(pages, 'administration.html'), '<title>administration</title>');
  writeFileSync(join(pages, 'nurse.html'), 'secret');
  writeFileSync(join(pages, 'assets', 'app-1a2b.js'), 'export {}');
  symlinkSync(join(folder.path, 'secret.js'), join(pages, 'assets', 'link.js'));
  const data = join(folder.path, 'data');
  await makeProduction(data);
  server = await startTest({ data, host: '127.0.0.1', demo: false, pages });
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

/** A request whose path goes over the wire exactly as given. */
const get = (path: string, method = 'GET') =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ host: hostname, port, path, method }, async (response) => {
      const body = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    sent.on('error', reject);
    sent.end();
  });

test('the page and its assets are served, the page with a content security policy', async () => {
  const page = await get('/administration/');
  assert.deepEqual([page.status, page.body], [200, '<title>administration</title>']);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.match(
    String(page.headers['content-security-policy']),
    /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
  );
  assert.equal(page.headers['cache-control'], 'no-cache');
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  assert.equal((await get('/administration/?x=1')).status, 200);
  assert.deepEqual([(await get('/administration')).headers.location], ['/administration/']);
  const asset = await get('/administration/assets/app-1a2b.js');
  assert.match(String(asset.headers['content-type']), /^(text|application)\/javascript/);
  assert.match(String(asset.headers['cache-control']), /immutable/);
  const head = await get('/administration/', 'HEAD');
  assert.deepEqual([head.status, head.body], [200, '']);
});

test('nothing else is served, and no request leaves the folder', async () => {
  const paths = [
    ...['nurse.html', 'administration.html', 'assets', 'assets/', 'assets/link.js', '__proto__'],
    ...['../secret.js', 'assets/../../secret.js', 'assets/..%2f..%2fsecret.js', '%2e%2e/secret.js', '..\\secret.js'],
  ];
  for (const path of paths) {
    const { status, body } = await get(`/administration/${path}`);
    assert.equal(status, 404, path);
    assert.ok(!body.includes('secret'));
  }
  for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await get('/administration/', method)).status, 404);
});
