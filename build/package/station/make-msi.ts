import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, run, version } from '../repository.ts';
import { type PackageFile, textFile } from '../tree.ts';
import { corrections } from './msi-corrections.ts';
import { type Signing, signMsi } from './sign-msi.ts';
import { launcher, stationTree } from './station-tree.ts';
import { wxs } from './wxs.ts';

/** `bedsign settings` and `bedsign diagnostics` for IT's command line. */
const command = textFile('bedsign.cmd', `@"%~dp0bin\\node.exe" "%~dp0${launcher.replaceAll('/', '\\')}" %*\r\n`);

/** What goes into the MSI of a tree. */
export const msiFiles = (tree: PackageFile[]): PackageFile[] => [...tree, command];

/** Writes the installer of these files to `file`, by wixl. */
export const buildMsi = (files: PackageFile[], file: string): void => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-msi-'));
  try {
    for (const { path, content } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    copyFileSync(join(root, 'build/icons/bedsign.ico'), join(folder, 'bedsign.ico'));
    const source = wxs(version, files.map(({ path }) => path).sort());
    writeFileSync(join(folder, 'bedsign.wxs'), source);
    // wixl finds files beside where it runs, and nowhere else.
    run('wixl', ['--arch', 'x64', '--output', file, 'bedsign.wxs'], { cwd: folder });
    for (const query of corrections) run('msibuild', [file, '-q', query]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** `bedsign-station_VERSION_x64.msi` in `out`, signed if a certificate is given. */
export const makeStationMsi = (out: string, signing: Signing | null): string => {
  const file = join(out, `bedsign-station_${version}_x64.msi`);
  buildMsi(msiFiles(stationTree({ platform: 'win32', arch: 'x64' })), file);
  if (signing) signMsi(file, signing);
  return file;
};
