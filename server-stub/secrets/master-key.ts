import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BedSignError } from '@bedsign/contract';

const keyBytes = 32;
const pathIn = (folder: string): string => join(folder, 'secrets', 'master.key');

/**
 * The key that everything at rest hangs on: `folder`/secrets/master.key, readable by the server's account alone.
 * MASTER_KEY_MISSING if it is gone; a file that others can read, or of another length, is refused.
 */
export const readMasterKey = (folder: string): Uint8Array => {
  const path = pathIn(folder);
  if (!existsSync(path)) throw new BedSignError('MASTER_KEY_MISSING', path);
  const { mode } = statSync(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new BedSignError('CONFIG_INVALID', 'secrets/master.key is readable by others, chmod 600');
  const key = readFileSync(path);
  if (key.length !== keyBytes) throw new BedSignError('STORAGE_DAMAGED', 'secrets/master.key');
  return key;
};

/** Makes the key of a new folder, whole or not at all, and leaves one that is there as it is. */
export const makeMasterKey = (folder: string): void => {
  const path = pathIn(folder);
  if (existsSync(path)) return;
  mkdirSync(join(folder, 'secrets'), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, randomBytes(keyBytes), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
};
