import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { callServer } from './http.ts';
import { trustTlsRoot } from './tls-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'bedsign-tls-'));
const at = (name: string) => join(folder, name);
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const make = (name: string, ...more: string[]) =>
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      at(`${name}.key`),
      '-out',
      at(`${name}.pem`),
      '-subj',
      `/CN=${name}`,
      ...more,
    ],
    { stdio: 'pipe' },
  );
make('root');
make('server', '-CA', at('root.pem'), '-CAkey', at('root.key'), '-addext', 'subjectAltName=IP:127.0.0.1');

const server = createServer(
  { key: readFileSync(at('server.key')), cert: readFileSync(at('server.pem')) },
  (_, answer) => answer.end('{}'),
);
await new Promise<void>((resolve) => server.listen(0, resolve));
const { port } = server.address() as AddressInfo;
after(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});
const call = (host: string) => callServer(new URL(`https://${host}:${port}`), { route: 'info' });
const refused = (why: string) => (thrown: { code: string; detail: string }) => {
  assert.equal(thrown.code, 'CERTIFICATE_INVALID');
  assert.match(thrown.detail, new RegExp(`${why}.*--tls-root`));
  return true;
};

test('a root file that is none is CONFIG_INVALID, with its path', () => {
  writeFileSync(at('empty.pem'), 'nothing');
  for (const path of [at('absent.pem'), at('empty.pem')])
    assert.throws(
      () => trustTlsRoot(path),
      (thrown: { code: string; detail: string }) => thrown.code === 'CONFIG_INVALID' && thrown.detail.includes(path),
    );
});

test('HTTPS under an unknown root is CERTIFICATE_INVALID; with the root it answers, under its own name only', async () => {
  await assert.rejects(call('127.0.0.1'), refused('UNABLE_TO_VERIFY_LEAF_SIGNATURE'));
  trustTlsRoot(at('root.pem'));
  assert.equal(new TextDecoder().decode(await call('127.0.0.1')), '{}');
  await assert.rejects(call('localhost'), refused('ERR_TLS_CERT_ALTNAME_INVALID'));
});
