import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BedSignError, toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import type { Vault } from '../secrets/index.ts';

/** Files larger than a row: PDFs and evidence, named by the SM3 of what is in them, encrypted. */
export type BlobStore = {
  /** On disk for good when this returns; the answer is its name, SM3 in hex. */
  put(bytes: Uint8Array): Promise<string>;
  /** STORAGE_DAMAGED if it is gone or not what its name says. */
  get(digest: string): Promise<Uint8Array>;
};

export const createBlobStore = (folder: string, vault: Vault): BlobStore => {
  const pathOf = (digest: string) => join(folder, digest.slice(0, 2), digest.slice(2));
  return {
    async put(bytes) {
      const digest = toHex(sm3(bytes));
      const path = pathOf(digest);
      if (!existsSync(path)) await writeDurably(path, vault.seal('blob', digest, bytes));
      return digest;
    },
    async get(digest) {
      const sealed = await readFile(pathOf(digest)).catch((cause) => {
        throw new BedSignError('STORAGE_DAMAGED', `blob ${digest} cannot be read`, { cause });
      });
      const bytes = vault.open('blob', digest, sealed);
      if (toHex(sm3(bytes)) !== digest) throw new BedSignError('STORAGE_DAMAGED', `blob ${digest} has another digest`);
      return bytes;
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
