import { BedSignError, type ServerInfo } from '@bedsign/contract';
import { type Db, readSetting } from '../storage/index.ts';

/** What a data folder was made as; it never changes. */
export type Mode = ServerInfo['mode'];

/** The folder's mode, or undefined before its first run. */
export const modeOf = async (db: Db): Promise<Mode | undefined> => {
  const mode = await readSetting(db, 'mode');
  if (mode === undefined || mode === 'demo' || mode === 'production') return mode;
  throw new BedSignError('STORAGE_DAMAGED', 'setting mode');
};
