import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { readJson } from './repository.ts';
import { type PackageFile, textFile } from './tree.ts';

/** A string that names a TypeScript file beside the one it stands in: an import, or a file to start by its URL. */
const relativeTypeScript = /(['"])(\.{1,2}\/[^'"\s]+)\.ts\1/g;
const relativeJson = /from (['"])(\.{1,2}\/[^'"\s]+\.json)\1/g;
const ownRoom = /(['"])@bedsign\/([a-z-]+)\1/g;

/** What Node needs of a room's package.json; its entry is JavaScript now. */
const roomPackage = (path: string): string => {
  const { name, version, type, main, exports: entries } = readJson(path);
  return `${JSON.stringify({ name, version, type, main, exports: entries }, null, 2).replaceAll('.ts"', '.js"')}\n`;
};

/**
 * Our own code as JavaScript: what these entries (paths from the repository's root) reach, and no more, laid out as in
 * the repository. Types are erased at build, because Node refuses to erase them below node_modules, where the rooms
 * stand in a package (a Windows package has no links that could stand there for them). Erasing puts spaces in
 * their place, so lines and columns of a stack trace are those of the source.
 */
export const appCode = (root: string, entries: string[]): PackageFile[] => {
  const files = new Map<string, PackageFile>();
  const visit = (path: string): void => {
    if (files.has(path)) return;
    const folder = dirname(path);
    if (path.endsWith('.json')) {
      const text = path.endsWith('package.json')
        ? roomPackage(join(root, path))
        : readFileSync(join(root, path), 'utf8');
      files.set(path, textFile(path, text));
      return;
    }
    const script = stripTypeScriptTypes(readFileSync(join(root, path), 'utf8'));
    const target = path.replace(/\.ts$/, '.js');
    files.set(path, textFile(target, script.replace(relativeTypeScript, '$1$2.js$1')));
    for (const [, , relative] of script.matchAll(relativeTypeScript)) visit(posix.join(folder, `${relative}.ts`));
    for (const [, , relative] of script.matchAll(relativeJson)) visit(posix.join(folder, relative as string));
    for (const [, , room] of script.matchAll(ownRoom)) visit(`${room}/index.ts`);
    const manifest = `${path.split('/')[0]}/package.json`;
    if (existsSync(join(root, manifest))) visit(manifest);
  };
  for (const entry of entries) visit(entry);
  return [...files.values()];
};
