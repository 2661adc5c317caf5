import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './repository.ts';
import { filesBelow, type PackageFile, readPackageFile } from './tree.ts';

/** Pages that the signing server serves, not the station. */
const serverPages = /^(administration\.html|assets\/administration-)/;

/** The station's pages, built anew, so that no older build gets into a package. */
export const builtPages = (): PackageFile[] => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-pages-'));
  try {
    run('npm', ['run', '--silent', 'build', '-w', 'renderer', '--', '--outDir', folder, '--logLevel', 'error']);
    return filesBelow(folder)
      .filter((path) => !serverPages.test(path))
      .map((path) => readPackageFile(path, join(folder, path)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
