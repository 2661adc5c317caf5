import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asBedSignError, BedSignError } from '@bedsign/contract';

/**
 * Writes `files` into a folder that is not there yet, for this account alone: 0700, files 0600. All of them or nothing;
 * CONFIG_INVALID where the folder exists, so that nothing of another opening is mixed in or overwritten.
 */
export const writeFolder = async (path: string, files: { name: string; content: Uint8Array }[]): Promise<void> => {
  await mkdir(path, { mode: 0o700 }).catch((cause: unknown) => {
    throw new BedSignError('CONFIG_INVALID', `--out: ${asBedSignError(cause).detail}`, { cause });
  });
  try {
    for (const { name, content } of files)
      await writeFile(join(path, name), content, { flag: 'wx', mode: 0o600, flush: true });
  } catch (thrown) {
    await rm(path, { recursive: true, force: true });
    throw thrown;
  }
};
