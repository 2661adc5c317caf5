import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** The product's version, everywhere the same. */
export const version: string = readJson(join(root, 'package.json')).version;

/**
 * The time that stands in everything made, in seconds since 1970: the commit's, so that a commit always gives the same
 * bytes (reproducible-builds.org/specs/source-date-epoch).
 */
export const sourceDateEpoch = (): number =>
  Number(
    process.env.SOURCE_DATE_EPOCH ??
      execFileSync('git', ['-C', root, 'log', '-1', '--format=%ct'], { encoding: 'utf8' }),
  );

/** A tool of the system; what it prints comes only with its failure. */
export const run = (
  program: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): string =>
  execFileSync(program, args, {
    encoding: 'utf8',
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    maxBuffer: 100_000_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
