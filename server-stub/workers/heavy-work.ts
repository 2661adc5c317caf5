import { blobCipher } from '../blobs/blob-cipher.ts';
import { admitDocument } from '../documents/admit-document.ts';
import { resolvePlacements, sealDocument } from '../sealing/index.ts';
import { countTokens, findTokens } from '../tsa/token-index/find-tokens.ts';
import { verifyDocument } from '../verification/index.ts';

/** Work on whole files, or on as many rows as there are, that would keep the main thread from answering anybody else; none of it holds a signing key. */
export const heavyWork = {
  admitDocument,
  resolvePlacements,
  sealDocument,
  verifyDocument,
  findTokens,
  countTokens,
  ...blobCipher,
};

export type HeavyWork = typeof heavyWork;
export type WorkName = keyof HeavyWork;
