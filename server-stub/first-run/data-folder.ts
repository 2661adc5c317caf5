import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BedSignError } from '@bedsign/contract';
import { type BlobStore, createBlobStore } from '../blobs/blob-store.ts';
import { createVault, makeMasterKey, readMasterKey, type Vault } from '../secrets/index.ts';
import { type Db, databasePath, lockFolder, openDatabase } from '../storage/index.ts';

/** A data folder opened: its database, its sealed things and its files. */
export type DataFolder = { path: string; db: Db; vault: Vault; blobs: BlobStore };

const requireDatabase = (path: string): void => {
  if (!existsSync(databasePath(path))) throw new BedSignError('DATA_FOLDER_NOT_FOUND', path);
};

/**
 * Opens a folder that a first run has made; other processes may have it open too, SQLite orders their writes.
 * DATA_FOLDER_NOT_FOUND or MASTER_KEY_MISSING where something is gone: nothing is made in its place.
 */
export const openDataFolder = async (path: string): Promise<DataFolder> => {
  requireDatabase(path);
  const vault = createVault(readMasterKey(path));
  return { path, vault, blobs: createBlobStore(path, vault), db: await openDatabase(path, vault) };
};

/**
 * What a new folder needs before its first run. The key comes before the database: a database without a key is always
 * one that has lost it, also where the first run was killed.
 */
const makeDataFolder = async (path: string): Promise<void> => {
  if (existsSync(databasePath(path))) return;
  if (existsSync(join(path, 'blobs'))) throw new BedSignError('STORAGE_DAMAGED', `${databasePath(path)} is missing`);
  makeMasterKey(path);
  await (await openDatabase(path, createVault(readMasterKey(path)))).destroy();
};

/** Opens `path` for the one server, or the one first run, that may have it; `create`: a first run. */
export const holdDataFolder = async (
  path: string,
  { create }: { create: boolean },
): Promise<DataFolder & AsyncDisposable> => {
  if (create) await mkdir(path, { recursive: true, mode: 0o700 });
  else requireDatabase(path);
  await using opened = new AsyncDisposableStack();
  opened.defer(await lockFolder(path));
  if (create) await makeDataFolder(path);
  const folder = await openDataFolder(path);
  opened.defer(() => folder.db.destroy());
  const held = opened.move();
  return { ...folder, [Symbol.asyncDispose]: () => held.disposeAsync() };
};
