import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian releases that stand for what hospitals run: bullseye has the glibc of Kylin V10 SP1. */
export const suites = { bullseye: '2.31', bookworm: '2.36' } as const;
export type Suite = keyof typeof suites;

/** What a desktop has and a minimal tree has not. */
const desktop = 'libusb-1.0-0,libudev1,libstdc++6';
const mirror = 'http://deb.debian.org/debian';

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 50_000_000 });

/** A fresh system of this release as a tar, made by debootstrap once and then kept in the user's cache. */
const cachedTree = (suite: Suite): string => {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bedsign', 'trees');
  const tar = join(cache, `${suite}.tar`);
  if (existsSync(tar)) return tar;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), `bedsign-debootstrap-${suite}-`));
  try {
    run('debootstrap', '--variant=minbase', `--include=${desktop}`, suite, folder, mirror);
    run('tar', '-C', folder, '-cf', `${tar}.new`, '.');
    renameSync(`${tar}.new`, tar);
    return tar;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export type DebianTree = {
  path(inTree: string): string;
  /** Runs a command in it as root; its output, both streams. */
  run(...command: string[]): string;
  /** All its files, but what dpkg and its users keep of their own work. */
  files(): string[];
  copyIn(source: string, inTree: string): void;
  remove(): void;
};

/** A fresh system in a folder of its own, with a user `nurse`. Needs root. */
export const openDebianTree = (suite: Suite): DebianTree => {
  const folder = mkdtempSync(join(tmpdir(), `bedsign-tree-${suite}-`));
  run('tar', '-C', folder, '-xf', cachedTree(suite));
  // mkdtemp's folder is its maker's alone, and the tree's root was one.
  chmodSync(folder, 0o755);
  for (const mounted of ['proc', 'dev']) run('mount', '--rbind', '--make-rslave', `/${mounted}`, join(folder, mounted));
  const inTree = (...command: string[]) => run('chroot', folder, 'sh', '-c', '"$@" 2>&1', 'sh', ...command);
  inTree('useradd', '--create-home', 'nurse');
  return {
    path: (path) => join(folder, path),
    run: inTree,
    files: () =>
      inTree(...['find', '/', '-xdev', '-not', '-path', '/proc*', '-not', '-path', '/dev*'])
        .split('\n')
        .filter((path) => !/^\/(var\/lib\/dpkg|var\/log|var\/cache|tmp|home)/.test(path))
        .sort(),
    copyIn(source, path) {
      copyFileSync(source, join(folder, path));
    },
    remove() {
      for (const mounted of ['dev', 'proc']) run('umount', '--lazy', join(folder, mounted));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
