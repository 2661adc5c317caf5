import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of a package, by its path in it (with /, no leading one). */
export type PackageFile = { path: string; mode: 0o644 | 0o755; content: Uint8Array };

/** All files below a folder, as they are on the disk, sorted; symbolic links have no place in a package. */
export const filesBelow = (folder: string, prefix = ''): string[] =>
  readdirSync(join(folder, prefix))
    .sort()
    .flatMap((name) => {
      const path = prefix ? `${prefix}/${name}` : name;
      const found = lstatSync(join(folder, path));
      if (found.isDirectory()) return filesBelow(folder, path);
      return found.isFile() ? [path] : [];
    });

export const readPackageFile = (path: string, source: string, mode: 0o644 | 0o755 = 0o644): PackageFile => ({
  path,
  mode,
  content: readFileSync(source),
});

export const textFile = (path: string, text: string, mode: 0o644 | 0o755 = 0o644): PackageFile => ({
  path,
  mode,
  content: Buffer.from(text),
});

/** One line per file: SHA-256, mode, path. Two builds of a commit print the same. */
export const listing = (files: PackageFile[]): string =>
  files
    .map(
      ({ path, mode, content }) => `${createHash('sha256').update(content).digest('hex')} ${mode.toString(8)} ${path}`,
    )
    .sort((a, b) => (a.slice(69) < b.slice(69) ? -1 : 1))
    .join('\n');
