import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type PagesServer, startPagesServer } from './pages-server.ts';

let server: PagesServer;
const root = mkdtempSync(join(tmpdir(), 'bedsign-pages-'));
const dist = join(root, 'dist');

before(async () => {
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.html'), 'secret');
  writeFileSync(join(dist, 'nurse.html'), '<title>nurse</title>');
  writeFileSync(join(dist, 'pdf-frame.html'), '<title>frame</title>');
  writeFileSync(join(dist, '.env'), 'secret');
  writeFileSync(join(dist, 'assets', 'app-1a2b.js'), 'export {}');
  symlinkSync(join(root, 'secret.html'), join(dist, 'link.html'));
  server = await startPagesServer(dist, 0);
});
after(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

/** A request whose path and Host go over the wire exactly as given. */
const get = (path: string, options: { host?: string; method?: string } = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { host = `127.0.0.1:${server.port}`, method = 'GET' } = options;
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });

test('pages and assets are served with their types and a content security policy', async () => {
  const page = await get('/nurse.html');
  assert.equal(page.status, 200);
  assert.equal(page.body, '<title>nurse</title>');
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.match(String(page.headers['content-security-policy']), /^default-src 'none'; script-src 'self'/);
  assert.equal((await get('/nurse.html?x=1')).status, 200);
  assert.equal((await get('/')).body, page.body);
  const asset = await get('/assets/app-1a2b.js');
  assert.match(String(asset.headers['cache-control']), /immutable/);
  const head = await get('/nurse.html', { method: 'HEAD' });
  assert.deepEqual([head.status, head.body], [200, '']);
});

test('the document frame runs in a sandbox, and may fetch what is no secret', async () => {
  const policy = async (path: string) => String((await get(path)).headers['content-security-policy']);
  assert.match(
    await policy('/pdf-frame.html'),
    /connect-src http:\/\/127\.0\.0\.1:\d+\/pdfjs\/ .*; sandbox allow-scripts$/,
  );
  assert.match(await policy('/nurse.html'), /frame-src 'self'; .*frame-ancestors 'none'$/);
  const open = async (path: string) => (await get(path)).headers['access-control-allow-origin'];
  assert.deepEqual([await open('/assets/app-1a2b.js'), await open('/nurse.html')], ['*', undefined]);
});

test('no request leaves the folder', async () => {
  const paths = [
    '/../secret.html',
    '/assets/../../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '//etc/passwd',
    '/link.html',
    '/.env',
    '/\\..\\secret.html',
    '/assets',
    '/__proto__',
    'http://evil/nurse.html',
  ];
  for (const path of paths) assert.equal((await get(path)).status, 404, path);
});

test('another Host (DNS rebinding) and other verbs are refused', async () => {
  const { port } = server;
  assert.equal((await get('/nurse.html', { host: `localhost:${port}` })).status, 200);
  const hosts = [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    'localhost:1',
    `127.0.0.1:${port}.evil`,
    `[::1]:${port}`,
  ];
  for (const host of hosts) assert.equal((await get('/nurse.html', { host })).status, 421, host);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    assert.equal((await get('/nurse.html', { method })).status, 405);
});

test('a port that is taken is PORT_IN_USE', async () => {
  await assert.rejects(startPagesServer(dist, server.port), { code: 'PORT_IN_USE' });
});
