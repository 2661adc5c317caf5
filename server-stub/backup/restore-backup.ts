import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asBedSignError, BedSignError, check } from '@bedsign/contract';
import { holdDataFolder } from '../first-run/data-folder.ts';
import { modeOf } from '../first-run/mode.ts';
import { databasePath } from '../storage/index.ts';
import { openBackup } from './backup-file.ts';
import { BackupContent } from './content.ts';
import { moveAside } from './move-aside.ts';
import { refill } from './refill.ts';

const parse = (plaintext: Uint8Array): BackupContent => {
  try {
    return check(BackupContent, JSON.parse(Buffer.from(plaintext).toString()), 'BACKUP_DAMAGED');
  } catch (cause) {
    throw new BedSignError('BACKUP_DAMAGED', asBedSignError(cause).detail, { cause });
  }
};

/** Whether a first run has been here, even where what it left cannot be read any more. */
const isUsed = async (path: string): Promise<boolean> => {
  if (!existsSync(databasePath(path))) return existsSync(join(path, 'blobs'));
  try {
    await using folder = await holdDataFolder(path, { create: false });
    return (await modeOf(folder.db)) !== undefined;
  } catch (thrown) {
    if (thrown instanceof BedSignError && thrown.code === 'DATA_FOLDER_IN_USE') throw thrown;
    return true;
  }
};

export type Restored = { createdAt: number /** Where the used folder's content went. */; movedTo: string | null };

/**
 * Brings a server up from `file` in the data folder `path`: all of it in one transaction, or nothing.
 * DATA_FOLDER_USED unless the folder is empty, or `replace` says to move aside what is there.
 */
export const restoreBackup = async (
  path: string,
  file: Uint8Array,
  passphrase: string,
  { replace }: { replace: boolean },
): Promise<Restored> => {
  const content = parse(await openBackup(passphrase, file));
  const used = await isUsed(path);
  if (used && !replace) throw new BedSignError('DATA_FOLDER_USED', path);
  const movedTo = used ? await moveAside(path) : null;
  await using folder = await holdDataFolder(path, { create: true });
  await folder.db.transaction().execute((trx) => refill(trx, folder.vault, content));
  return { createdAt: content.createdAt, movedTo };
};
