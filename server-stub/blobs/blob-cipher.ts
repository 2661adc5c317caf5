import { BedSignError, toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { openSealed, seal } from '../secrets/index.ts';

/** From content to what stands on the disk and back: for a large file the longest part of keeping it. */
export type BlobCipher = {
  /** `digest`: SM3 in hex, the blob's name. */
  sealBlob(key: Uint8Array, bytes: Uint8Array): Promise<{ digest: string; sealed: Uint8Array }>;
  /** STORAGE_DAMAGED if it is not what its name says. */
  openBlob(key: Uint8Array, digest: string, sealed: Uint8Array): Promise<Uint8Array>;
};

export const blobCipher: BlobCipher = {
  async sealBlob(key, bytes) {
    const digest = toHex(sm3(bytes));
    return { digest, sealed: seal(key, digest, bytes) };
  },
  async openBlob(key, digest, sealed) {
    const bytes = openSealed(key, digest, sealed);
    if (!bytes) throw new BedSignError('STORAGE_DAMAGED', `blob ${digest} does not open`);
    if (toHex(sm3(bytes)) !== digest) throw new BedSignError('STORAGE_DAMAGED', `blob ${digest} has another digest`);
    return bytes;
  },
};
