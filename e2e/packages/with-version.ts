import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The same deb under another version, as the next release would be: for tests of upgrade and way back. */
export const withVersion = (deb: string, version: string, to: string): void => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-version-'));
  try {
    execFileSync('dpkg-deb', ['--raw-extract', deb, folder]);
    const control = join(folder, 'DEBIAN', 'control');
    writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${version}`));
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', folder, to], { stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
