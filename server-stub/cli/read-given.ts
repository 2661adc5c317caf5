import { readFile } from 'node:fs/promises';
import { BedSignError } from '@bedsign/contract';

/** A file that the command line names; CONFIG_INVALID says which could not be read, and why. */
export const readGiven = async (path: string): Promise<Buffer> => {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new BedSignError('CONFIG_INVALID', `${path}: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
};
