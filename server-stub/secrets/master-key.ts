import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BedSignError } from '@bedsign/contract';

const keyBytes = 32;

/**
 * The key that everything at rest hangs on: `folder`/secrets/master.key, readable by the server's account alone.
 * Made on the first call; a file that others can read, or of another length, is refused.
 */
export const masterKey = (folder: string): Uint8Array => {
  const path = join(folder, 'secrets', 'master.key');
  if (!existsSync(path)) create(path, join(folder, 'secrets'));
  const { mode } = statSync(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new BedSignError('CONFIG_INVALID', 'secrets/master.key is readable by others, chmod 600');
  const key = readFileSync(path);
  if (key.length !== keyBytes) throw new BedSignError('STORAGE_DAMAGED', 'secrets/master.key');
  return key;
};

/** Whole or not at all: half a key would keep the folder from ever starting. */
const create = (path: string, folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, randomBytes(keyBytes), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
};
