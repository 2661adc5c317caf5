import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from '../storage/index.ts';

const prefix = 'before-restore-';

/**
 * Moves what a data folder holds into a folder inside it, so that nothing is lost and a mount point stays where it is.
 * DATA_FOLDER_IN_USE while a server runs on it. Returns where it went.
 */
export const moveAside = async (path: string): Promise<string> => {
  const unlock = await lockFolder(path);
  try {
    const aside = join(path, `${prefix}${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
    await mkdir(aside, { mode: 0o700 });
    const moving = (await readdir(path)).filter((name) => !name.startsWith(prefix) && !name.startsWith('server.lock'));
    for (const name of moving) await rename(join(path, name), join(aside, name));
    return aside;
  } finally {
    unlock();
  }
};
