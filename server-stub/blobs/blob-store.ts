import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BedSignError } from '@bedsign/contract';
import type { Vault } from '../secrets/index.ts';
import { type BlobCipher, blobCipher } from './blob-cipher.ts';

/** Files larger than a row: PDFs and evidence, named by the SM3 of what is in them, encrypted. */
export type BlobStore = {
  /** On disk for good when this returns; the answer is its name, SM3 in hex. */
  put(bytes: Uint8Array): Promise<string>;
  /** Puts, and says how to take it back: `undo` leaves what was there before. */
  add(bytes: Uint8Array): Promise<{ digest: string; undo(): Promise<void> }>;
  /** STORAGE_DAMAGED if it is gone or not what its name says. */
  get(digest: string): Promise<Uint8Array>;
};

/** The blobs of a data folder. `cipher`: this thread's own, or one that works in others. */
export const createBlobStore = (folder: string, vault: Vault, cipher: BlobCipher = blobCipher): BlobStore => {
  const key = vault.keyOf('blob');
  const pathOf = (digest: string) => join(folder, 'blobs', digest.slice(0, 2), digest.slice(2));
  const add: BlobStore['add'] = async (bytes) => {
    const { digest, sealed } = await cipher.sealBlob(key, bytes);
    const path = pathOf(digest);
    if (existsSync(path)) return { digest, undo: async () => {} };
    await writeDurably(path, sealed);
    return { digest, undo: () => rm(path, { force: true }) };
  };
  return {
    add,
    put: async (bytes) => (await add(bytes)).digest,
    async get(digest) {
      const sealed = await readFile(pathOf(digest)).catch((cause) => {
        throw new BedSignError('STORAGE_DAMAGED', `blob ${digest} cannot be read`, { cause });
      });
      return cipher.openBlob(key, digest, sealed);
    },
  };
};

/** Temporary file, fsync, rename, fsync of the folder: after a power cut there is the whole file or none. */
const writeDurably = async (path: string, bytes: Uint8Array): Promise<void> => {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.${performance.now()}`;
  try {
    await using file = await open(temporary, 'wx', 0o600);
    await file.writeFile(bytes);
    await file.sync();
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
  await rename(temporary, path);
  await syncFolder(folder);
  if (made) await syncFolder(dirname(folder));
};

const syncFolder = async (path: string): Promise<void> => {
  // Windows cannot open a folder, and writes its entries through.
  if (process.platform === 'win32') return;
  await using folder = await open(path, 'r');
  await folder.sync();
};
