import { mkdirSync, statSync } from 'node:fs';
import { BedSignError } from '@bedsign/contract';

/**
 * Makes this user's data folder. Every user may make folders beside it, so one that another user made under our name is
 * refused: DATA_FOLDER_IN_USE.
 */
export const ensureDataFolder = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (process.getuid && statSync(path).uid !== process.getuid())
    throw new BedSignError('DATA_FOLDER_IN_USE', `${path} belongs to another user`);
};
