/** A workstation that updates itself: real server, real signed list, real dpkg, in a fresh Debian 12. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { version } from '../../build/package/repository.ts';
import { makeStationDeb } from '../../build/package/station/make-deb.ts';
import { folders, startServer } from '../kit/product.ts';
import { openDebianTree } from './debian-tree.ts';
import { withVersion } from './with-version.ts';

const cli = fileURLToPath(new URL('../../server-stub/cli.ts', import.meta.url));

test('an update is seen, waits for the nurse, is installed; what was changed on its way is not', async (t) => {
  const out = mkdtempSync(join(tmpdir(), 'bedsign-update-'));
  const data = join(out, 'hospital');
  const server = await startServer(data);
  const tree = openDebianTree('bookworm');
  t.after(async () => {
    tree.remove();
    await server.stop();
    rmSync(out, { recursive: true, force: true });
  });
  const deb = makeStationDeb({ platform: 'linux', arch: 'x64' }, out);
  const release = (next: string): string => {
    const file = join(out, `bedsign-station_${next}_amd64.deb`);
    withVersion(deb, next, file);
    execFileSync(process.execPath, [cli, 'publish', '--data', folders(data).server, '--in', file], { stdio: 'pipe' });
    return file;
  };
  const policy = (updates: string) =>
    writeFileSync(
      tree.path('etc/bedsign/policy.json'),
      JSON.stringify({ serverUrl: server.ready.url, caCertificate: '/etc/bedsign/root.pem', updates }),
    );
  /** The one line of JSON that `bedsign update` prints, also where it fails. */
  const update = () => JSON.parse(tree.run('sh', '-c', 'bedsign update 2>/dev/null || true'));
  const installed = () => tree.run('dpkg-query', '--show', 'bedsign-station').trim().split('\t')[1];

  tree.copyIn(deb, 'tmp/bedsign.deb');
  tree.run('dpkg', '-i', '/tmp/bedsign.deb');
  cpSync(folders(data).trust, tree.path('etc/bedsign/root.pem'));
  cpSync(folders(data).credential, tree.path('etc/bedsign/station-credential.json'));
  chmodSync(tree.path('etc/bedsign/root.pem'), 0o644);

  policy('install');
  assert.deepEqual(update(), { outcome: 'current', version }, 'nothing is published');
  release('0.2.0');
  policy('notify');
  assert.deepEqual(update(), { outcome: 'available', version: '0.2.0' });
  policy('off');
  assert.deepEqual(update(), { outcome: 'off' });
  policy('install');

  await t.test('settings that a nurse could write do not tell root what to install', () => {
    chmodSync(tree.path('etc/bedsign/policy.json'), 0o666);
    assert.equal(JSON.parse(tree.run('sh', '-c', 'bedsign update 2>&1 >/dev/null | grep -c SETTINGS_INVALID')), 1);
    chmodSync(tree.path('etc/bedsign/policy.json'), 0o644);
    assert.equal(installed(), version);
  });

  await t.test('while a station runs, the update waits', async () => {
    const program = ['--userspec=nurse:nurse', tree.path(''), '/opt/bedsign-station/bin/node'];
    const station = spawn('/usr/sbin/chroot', [...program, '-e', 'setInterval(() => {}, 1000); console.log(1)']);
    const ended = once(station, 'exit');
    await once(station.stdout, 'data');
    assert.deepEqual(update(), { outcome: 'waiting', version: '0.2.0' });
    assert.equal(installed(), version);
    station.kill();
    await ended;
  });

  assert.deepEqual(update(), { outcome: 'installed', version: '0.2.0' });
  assert.equal(installed(), '0.2.0');
  assert.deepEqual(update(), { outcome: 'current', version: '0.2.0' });
  const state = JSON.parse(readFileSync(tree.path('var/lib/bedsign-update/state.json'), 'utf8'));
  assert.equal(state.outcome, 'current');

  await t.test('a package that was changed on the server after it was signed is refused by name', () => {
    release('0.3.0');
    const stored = join(folders(data).server, 'updates', 'bedsign-station_0.3.0_amd64.deb');
    const bytes = readFileSync(stored);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(stored, bytes);
    assert.equal(update().error.code, 'UPDATE_FILE_CHANGED');
    assert.equal(installed(), '0.2.0');
  });

  await t.test("another hospital's server, whose root is not ours, is refused by name", async () => {
    const elsewhere = join(out, 'elsewhere');
    const other = await startServer(elsewhere);
    try {
      const file = join(out, 'bedsign-station_0.2.0_amd64.deb');
      const { server: otherData, credential } = folders(elsewhere);
      execFileSync(process.execPath, [cli, 'publish', '--data', otherData, '--in', file], { stdio: 'pipe' });
      cpSync(credential, tree.path('etc/bedsign/station-credential.json'));
      const strange = { serverUrl: other.ready.url, caCertificate: '/etc/bedsign/root.pem', updates: 'install' };
      writeFileSync(tree.path('etc/bedsign/policy.json'), JSON.stringify(strange));
      assert.equal(update().error.code, 'UPDATE_SIGNER_UNKNOWN');
      assert.equal(installed(), '0.2.0');
    } finally {
      await other.stop();
    }
  });
});
