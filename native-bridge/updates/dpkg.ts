import { execFileSync } from 'node:child_process';
import { BedSignError } from '@bedsign/contract';

export type Dpkg = {
  installedVersion(product: string): string;
  /** What a file says of itself. */
  fieldsOf(file: string): { Package: string; Version: string; Architecture: string };
  install(file: string): void;
};

const longestDetail = 500;

const run = (program: string, args: string[]): string => {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (thrown) {
    const { stderr = '', message } = thrown as { stderr?: string; message: string };
    throw new BedSignError('UPDATE_FAILED', (stderr.trim() || message).slice(-longestDetail), { cause: thrown });
  }
};

/** dpkg itself; needs root to install. */
export const dpkg: Dpkg = {
  installedVersion: (product) => run('dpkg-query', ['--show', product]).trim().split('\t')[1] ?? '',
  fieldsOf: (file) =>
    Object.fromEntries(
      run('dpkg-deb', ['--field', file, 'Package', 'Version', 'Architecture'])
        .trim()
        .split('\n')
        .map((line) => line.split(': ')),
    ),
  // What IT has changed in a configuration file stays.
  install: (file) => void run('dpkg', ['--force-confold', '--install', file]),
};
