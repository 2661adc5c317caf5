import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { readJson, root, run } from './repository.ts';
import { type Target, targetName } from './target.ts';
import { filesBelow, type PackageFile, readPackageFile } from './tree.ts';

const runtimeRooms = ['native-bridge', 'electron'];
const workspaces = runtimeRooms.flatMap((room) => ['-w', room]);

const installed = (folder: string, target: Target): void => {
  const manifests: string[] = (readJson(join(root, 'package.json')).workspaces as string[]).map(
    (room) => `${room}/package.json`,
  );
  for (const path of ['package.json', 'package-lock.json', ...manifests]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  const production = ['--omit=dev', '--ignore-scripts', '--include-workspace-root', ...workspaces];
  const machine = [
    `--os=${target.platform}`,
    `--cpu=${target.arch}`,
    ...(target.platform === 'linux' ? ['--libc=glibc'] : []),
  ];
  run('npm', ['ci', ...production, ...machine, '--no-audit', '--no-fund'], { cwd: folder });
};

/**
 * A folder with what `npm ci` installs for this target: exactly the lockfile's packages, each held against its hash. Kept
 * in the user's cache as long as the lockfile stays the same.
 */
export const installFor = (target: Target): string => {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bedsign', 'modules');
  const folder = join(cache, `${targetName(target)}-${lock}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  installed(draft, target);
  // Another build may have been quicker.
  if (existsSync(folder)) rmSync(draft, { recursive: true });
  else renameSync(draft, folder);
  return folder;
};

/** The packages that the station and its windows need at run time, by their folders below node_modules. */
export const runtimePackages = (folder: string): string[] =>
  run('npm', ['ls', '--all', '--parseable', '--omit=dev', ...workspaces], { cwd: folder })
    .split('\n')
    .map((path) => relative(join(folder, 'node_modules'), path))
    .filter((path) => path && !path.startsWith('..') && !path.startsWith('@bedsign/') && !/(^|\/)@types\//.test(path))
    .filter((path) => !buildOnly.has(path.split('node_modules/').at(-1) ?? ''));

/** Packages whose only use is compiling. */
const buildOnly = new Set(['node-addon-api', 'node-gyp-build-optional']);

/** What a running program never opens. Licences stay, whatever they are called. */
const unneeded = [
  /\.(d\.[cm]?ts|[cm]?ts|map|md|markdown|flow|c|cc|cpp|h|gypi?|gyp)$/i,
  /(^|\/)(test|tests|docs?|examples?|\.github|\.vscode)\//,
  /^better-sqlite3\/(deps|src)\//,
  /^node-hid\/(hidapi|src)\//,
];
const licence = /(^|\/)(licen[cs]e|copying|notice)[^/]*$/i;

/** Binaries are kept for this machine alone: `linux-x64.node`, `HID-linux-x64/…`, never musl's. */
const foreignBinary = (path: string, target: Target): boolean => {
  const [, inner] = path.split('/prebuilds/');
  if (inner === undefined) return false;
  return !new RegExp(`(^|[-_])${targetName(target)}([./]|$)`).test(inner) || /musl/.test(inner);
};

/** Third-party files of a package for `target`, as `node_modules/…`. */
export const productionModules = (target: Target): PackageFile[] => {
  const folder = join(installFor(target), 'node_modules');
  return runtimePackages(dirname(folder)).flatMap((name) =>
    filesBelow(join(folder, name))
      .filter((path) => !path.startsWith('node_modules/'))
      .map((path) => `${name}/${path}`)
      .filter((path) => licence.test(path) || !unneeded.some((pattern) => pattern.test(path)))
      .filter((path) => !foreignBinary(path, target))
      .map((path) => readPackageFile(`node_modules/${path}`, join(folder, path))),
  );
};
