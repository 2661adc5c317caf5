import { makeBackup } from '../backup/make-backup.ts';
import { type Restored, restoreBackup } from '../backup/restore-backup.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import { writePrivate } from '../first-run/private-file.ts';
import type { Options } from './options.ts';
import { newPassword, passwordOf } from './passwords.ts';
import { readGiven } from './read-given.ts';

/** A server may be running on the folder. An older file of the name is replaced once the new one is whole. */
export const writeBackup = async (folder: DataFolder, options: Options): Promise<void> => {
  const out = options.required('out');
  const passphrase = await newPassword(options.text('passphrase-file'), '备份口令 passphrase of the backup');
  await writePrivate(out, await makeBackup(folder, passphrase, 'command-line'));
};

export const restoreFrom = async (options: Options): Promise<Restored> => {
  const file = await readGiven(options.required('in'));
  const passphrase = await passwordOf(options.text('passphrase-file'), '备份口令 passphrase of the backup');
  return restoreBackup(options.required('data'), file, passphrase, { replace: options.given('replace') });
};
