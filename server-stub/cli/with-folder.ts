import { BedSignError } from '@bedsign/contract';
import { type DataFolder, openDataFolder } from '../first-run/data-folder.ts';
import { type Mode, modeOf } from '../first-run/mode.ts';
import type { Options } from './options.ts';

/** Runs an administrator's command on a data folder that was initialised before; a server may be running on it. */
export const withFolder = async (
  options: Options,
  work: (folder: DataFolder & { mode: Mode }) => Promise<void>,
): Promise<void> => {
  const folder = await openDataFolder(options.required('data'));
  try {
    const mode = await modeOf(folder.db);
    if (mode === undefined) throw new BedSignError('DATA_FOLDER_NOT_FOUND', 'its first run is still to come');
    await work({ ...folder, mode });
  } finally {
    await folder.db.destroy();
  }
};
