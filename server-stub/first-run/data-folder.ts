import { mkdir } from 'node:fs/promises';
import { type BlobStore, createBlobStore } from '../blobs/blob-store.ts';
import { createVault, masterKey, type Vault } from '../secrets/index.ts';
import { type Db, openDatabase } from '../storage/index.ts';

/** A data folder opened: its database, its sealed things and its files. */
export type DataFolder = { path: string; db: Db; vault: Vault; blobs: BlobStore };

/** Opens `path`, making what a new folder needs. Several processes may: SQLite orders their writes. */
export const openDataFolder = async (path: string): Promise<DataFolder> => {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const vault = createVault(masterKey(path));
  return { path, vault, blobs: createBlobStore(path, vault), db: await openDatabase(path) };
};
