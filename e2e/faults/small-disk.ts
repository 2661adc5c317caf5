import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Why there can be no small disk here, or false. */
export const noSmallDisk: string | false =
  process.platform === 'linux' && process.getuid?.() === 0
    ? false
    : 'mounting a small disk (tmpfs) needs root on Linux';

/** A disk of `size` (as mount says it: 32m) at `path`, which can be filled to the last byte and freed again. */
export const mountSmallDisk = (path: string, size: string) => {
  mkdirSync(path, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', path]);
  const filler = join(path, 'filler');
  return {
    fill() {
      const file = openSync(filler, 'a');
      try {
        for (let block = 1 << 20; block >= 1; block >>= 1) writeUntilFull(file, Buffer.alloc(block, 1));
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler),
    unmount: () => void execFileSync('umount', ['--lazy', path]),
  };
};

const writeUntilFull = (file: number, block: Buffer): void => {
  try {
    while (writeSync(file, block) === block.length);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
  }
};
