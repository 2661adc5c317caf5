import { execFileSync } from 'node:child_process';
import type { Contestant } from '../kit/comparison.ts';

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** A program's version, or undefined where it is not installed. */
function version(program: string): string | undefined {
  try {
    return run(program, ['version']).trim().split('\n')[0];
  } catch {
    return undefined;
  }
}

const installed = { openssl: version('openssl'), botan: version('botan') };

/** What the programs are, or that they are not there. */
export const programs = (): string =>
  `openssl: ${installed.openssl ?? 'absent'} · botan: ${installed.botan ?? 'absent'}`;

function figure(text: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(text) ?? [];
  if (digits === undefined) throw new Error(`no figure in: ${text}`);
  return Number(digits);
}

const mebibyte = 1_048_576;

/** Peers that are command lines with benchmarks of their own; only those that are installed. */
export const programPeers = {
  openssl: (args: readonly string[], pattern: RegExp, units = 1): Record<string, Contestant> =>
    installed.openssl
      ? { 'openssl speed': () => figure(run('openssl', ['speed', '-seconds', '1', ...args]), pattern) * units }
      : {},
  botan: (args: readonly string[], pattern: RegExp, units = 1): Record<string, Contestant> =>
    installed.botan
      ? { 'botan speed': (ms) => figure(run('botan', ['speed', `--msec=${ms}`, ...args]), pattern) * units }
      : {},
  /** Bytes a second, as Botan prints it, in units of `bytes`. */
  mebibytesPer: (bytes: number): number => mebibyte / bytes,
};
