import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run, sourceDateEpoch, version } from '../repository.ts';
import { debianNames, type Target } from '../target.ts';
import type { PackageFile } from '../tree.ts';
import { debFiles, emptyFolders } from './deb-manifest.ts';
import { stationTree } from './station-tree.ts';

/** Writes files with their modes, whatever the umask. */
const write = (folder: string, files: PackageFile[]): void => {
  for (const { path, mode, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, path), content);
    chmodSync(join(folder, path), mode);
  }
};

/** md5sums as `dpkg --verify` reads it. */
const md5sums = (files: PackageFile[]): string =>
  files.map(({ path, content }) => `${createHash('md5').update(content).digest('hex')}  ${path}\n`).join('');

/**
 * `bedsign-station_VERSION_ARCH.deb` in `out`, by dpkg-deb. Packed by gzip: the dpkg of every supported system reads it, and
 * it is quick. Owners, times and order do not depend on the machine.
 */
export const makeStationDeb = (target: Target, out: string): string => {
  const { data, control } = debFiles(target, stationTree(target));
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-deb-'));
  try {
    const umask = process.umask(0o022);
    chmodSync(folder, 0o755);
    for (const { path, mode } of emptyFolders) {
      mkdirSync(join(folder, path), { recursive: true });
      chmodSync(join(folder, path), mode);
    }
    write(folder, data);
    write(join(folder, 'DEBIAN'), [...control, { path: 'md5sums', mode: 0o644, content: Buffer.from(md5sums(data)) }]);
    process.umask(umask);
    const epoch = sourceDateEpoch();
    const file = join(out, `bedsign-station_${version}_${debianNames[target.arch]}.deb`);
    mkdirSync(out, { recursive: true });
    for (const path of run('find', [folder, '-depth']).trim().split('\n')) utimesSync(path, epoch, epoch);
    run('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', folder, file], {
      env: { SOURCE_DATE_EPOCH: String(epoch) },
    });
    return file;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
