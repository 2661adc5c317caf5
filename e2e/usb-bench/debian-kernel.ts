import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bedsign', 'usb-bench');

export const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, {
    ...{ cwd: cache, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 },
    // apt's answers in English, and the tools that Debian keeps out of a user's PATH.
    env: { ...process.env, LC_ALL: 'C', PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });

export type DebianKernel = { image: string; folder: string; version: string };

/** Debian's current kernel, as its package has it; fetched and unpacked once, never installed. */
export const debianKernel = (): DebianKernel => {
  mkdirSync(cache, { recursive: true });
  const depends = run('apt-cache', 'depends', 'linux-image-amd64');
  const [, name = '', version = ''] = /Depends: (linux-image-([\w.+-]*\d-amd64))/.exec(depends) ?? [];
  if (!name) throw new Error('apt knows no kernel: run apt-get update');
  const folder = join(cache, name);
  if (!existsSync(folder)) {
    run('apt-get', 'download', '-q', name);
    const file = readdirSync(cache).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb')) ?? '';
    const unpacked = `${folder}.new`;
    rmSync(unpacked, { recursive: true, force: true });
    run('dpkg-deb', '-x', file, unpacked);
    run('depmod', '-b', unpacked, version);
    rmSync(join(cache, file));
    renameSync(unpacked, folder);
  }
  return { image: join(folder, 'boot', `vmlinuz-${version}`), folder, version };
};

/** The files of modules and of what they need, in the order in which they are inserted. */
export const moduleFiles = ({ folder, version }: DebianKernel, modules: readonly string[]): string[] => {
  const lines = modules.flatMap((name) =>
    run('modprobe', '-d', folder, '-S', version, '--show-depends', name).split('\n'),
  );
  return [...new Set(lines.flatMap((line) => /^insmod (\S+)/.exec(line)?.[1] ?? []))];
};
