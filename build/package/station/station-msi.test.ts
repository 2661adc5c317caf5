import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { textFile } from '../tree.ts';
import { buildMsi, msiFiles } from './make-msi.ts';
import { signMsi } from './sign-msi.ts';
import { launcher } from './station-tree.ts';

const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });

const folder = mkdtempSync(join(tmpdir(), 'bedsign-msi-test-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const files = msiFiles([
  textFile('bin/node.exe', 'a program'),
  textFile(launcher, 'a script'),
  textFile('app/with space & sign.txt', '文'),
]);
const msi = join(folder, 'station.msi');

/** A table's rows by their first column. */
const table = (name: string): Map<string, string[]> =>
  new Map(
    run('msiinfo', 'export', msi, name)
      .split(/\r?\n/)
      .slice(3)
      .filter(Boolean)
      .map((line) => line.split('\t'))
      .map((row) => [row[0] ?? '', row]),
  );
const skip = existsSync('/usr/bin/wixl') && existsSync('/usr/bin/msiextract') ? false : 'needs wixl and msitools';

test('the installer holds exactly the files of the tree, byte for byte', { skip }, () => {
  buildMsi(files, msi);
  const unpacked = join(folder, 'unpacked');
  run('msiextract', '-C', unpacked, msi);
  const listed = run('msiextract', '-l', msi).trim().split('\n');
  assert.deepEqual(
    listed.filter((path) => !path.endsWith('/')).sort(),
    files.map(({ path }) => `BedSign/${path}`).sort(),
  );
  for (const { path, content } of files) assert.ok(readFileSync(join(unpacked, 'BedSign', path)).equals(content), path);
});

test('per machine, 64-bit, upgradable, with the properties that IT gives', { skip }, () => {
  const property = (name: string) => table('Property').get(name)?.[1];
  assert.equal(property('ALLUSERS'), '1');
  assert.match(run('msiinfo', 'suminfo', msi), /Template: x64;1033/);
  for (const name of ['SERVERURL', 'STATIONID', 'CACERT', 'AUTOSTART', 'PURGE', 'WIX_UPGRADE_DETECTED'])
    assert.ok(property('SecureCustomProperties')?.split(';').includes(name), name);
  assert.ok(run('msiinfo', 'export', msi, 'Upgrade').includes(property('UpgradeCode') ?? '?'));
  // An upgrade recognises earlier versions by this code: it may never change.
  assert.equal(property('UpgradeCode'), '{95CB1DEB-BE9A-5178-BADA-A56EBFCAFABD}');
});

test('a property that was given becomes a machine setting that outlives upgrades; one that was not, does not', {
  skip,
}, () => {
  const registry = [...table('Registry').values()].map((row) => row.slice(2).join(' '));
  const components = table('Component');
  for (const [name, value] of Object.entries({
    serverUrl: 'SERVERURL',
    stationId: 'STATIONID',
    caCertificate: 'CACERT',
  })) {
    assert.ok(registry.includes(`SOFTWARE\\BedSign ${name} [${value}] Setting${value}`), name);
    const [, , , attributes, condition] = components.get(`Setting${value}`) ?? [];
    assert.deepEqual([attributes, condition], ['276', value]);
  }
  assert.equal(components.get('Autostart')?.[4], 'NOT AUTOSTART="0"');
  assert.ok(
    registry.some((row) => /CurrentVersion\\Run BedSign "\[INSTALLDIR\]bin\\node\.exe" .* --autostart/.test(row)),
  );
});

test('an uninstall deletes settings only when told so', { skip }, () => {
  const [, type, , command] = table('CustomAction').get('Purge') ?? [];
  assert.equal(type, '3170');
  assert.match(command ?? '', /rmdir \/s \/q "\[CommonAppDataFolder\]BedSign"/);
  const [, condition, sequence] = table('InstallExecuteSequence').get('Purge') ?? [];
  assert.equal(condition, 'REMOVE="ALL" AND PURGE="1" AND NOT UPGRADINGPRODUCTCODE');
  assert.ok(Number(sequence) < Number(table('InstallExecuteSequence').get('InstallFinalize')?.[2]));
});

test('a component keeps its GUID from build to build, and no two share one', { skip }, () => {
  const guids = () => [...table('Component').values()].map(([component, guid]) => `${component} ${guid}`);
  const first = guids();
  buildMsi(files, msi);
  assert.deepEqual(guids(), first);
  assert.equal(new Set(first.map((row) => row.split(' ')[1])).size, first.length);
});

test('signed with a given certificate, osslsigncode verifies it', {
  skip: skip || !existsSync('/usr/bin/osslsigncode'),
}, () => {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const extensions = ['-addext', 'extendedKeyUsage=codeSigning', '-addext', 'keyUsage=digitalSignature'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      '-subj',
      '/CN=Test',
      ...extensions,
    ],
    { stdio: 'pipe' },
  );
  signMsi(msi, { certificate, key });
  assert.match(run('osslsigncode', 'verify', '-CAfile', certificate, msi), /Signature verification: ok/);
});
