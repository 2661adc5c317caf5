/** Every Linux command of INSTALL-IT.zh-CN.md, in its order, as IT would type it in a fresh Debian 12. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { version } from '../../build/package/repository.ts';
import { makeStationDeb } from '../../build/package/station/make-deb.ts';
import { openDebianTree } from './debian-tree.ts';
import { guideCommands } from './guide.ts';
import { withVersion } from './with-version.ts';

/** The version that the guide upgrades to. */
const next = '0.2.0';

/** minbase has no sudo; the guide uses two of its forms. */
const sudo = `#!/bin/sh
[ "$1" = -u ] && { user=$2; shift 2; exec runuser -u "$user" -- "$@"; }
exec "$@"
`;

test('the guide for IT: every command works, in order', async (t) => {
  const tree = openDebianTree('bookworm');
  const out = mkdtempSync(join(tmpdir(), 'bedsign-guide-'));
  t.after(() => {
    tree.remove();
    rmSync(out, { recursive: true, force: true });
  });
  const before = tree.files();
  const deb = makeStationDeb({ platform: 'linux', arch: 'x64' }, out);
  const work = tree.path('root/work');
  mkdirSync(work);
  copyFileSync(deb, join(work, `bedsign-station_${version}_amd64.deb`));
  withVersion(deb, next, join(work, `bedsign-station_${next}_amd64.deb`));
  const credential = { id: 's1', name: '五楼护士站', token: 'secret-token' };
  writeFileSync(join(work, 'station-credential.json'), JSON.stringify(credential), { mode: 0o600 });
  for (const root of ['root.pem', 'ecdsa-root.pem']) writeFileSync(join(work, root), 'PEM\n');
  writeFileSync(tree.path('usr/local/bin/sudo'), sudo, { mode: 0o755 });
  // A hospital's PC reaches no archive: what apt cannot find and only recommends, it leaves.
  tree.run('sh', '-c', 'rm -rf /var/lib/apt/lists/*');

  const outputs = new Map<string, string>();
  for (const { section, command } of guideCommands())
    await t.test(`${section}: ${command}`, () => {
      outputs.set(command, tree.run('sh', '-ec', `cd /root/work; ${command}`));
    });
  const outputOf = (start: string) => outputs.get([...outputs.keys()].find((key) => key.startsWith(start)) ?? '') ?? '';

  assert.ok(outputs.size > 15, 'the guide was read');
  assert.match(
    outputOf('sudo -u nurse bedsign settings'),
    /serverUrl +https:\/\/sign\.hospital\.local:8600 .*policy\.json/,
  );
  const shown = guideCommands().filter(({ command }) => command.startsWith('dpkg-query --show'));
  assert.equal(shown.length, 2, 'one after the upgrade, one after the way back');
  assert.ok(!JSON.stringify([...outputs]).includes(credential.token), 'no command shows the token');
  const diagnostics = readdirSync(tree.path('home/nurse'));
  assert.ok(diagnostics.includes('diagnostics.zip'));
  assert.ok(!existsSync(tree.path('opt/bedsign-station')));
  const others = (files: string[]) =>
    files.filter(
      (path) =>
        !/^\/(opt$|root\/work|usr\/local\/bin\/sudo|etc\/(group|gshadow|subuid|subgid|passwd|shadow)-?$|var\/lib\/apt)/.test(
          path,
        ),
    );
  assert.deepEqual(others(tree.files()), others(before), 'nothing is left after the purge');
});
