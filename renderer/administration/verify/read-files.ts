import { stampHashes, toHex } from '@bedsign/contract';
import { digest, hashNamed, parseTimeStampReply, parseTimeStampToken } from '@bedsign/gm';

export type StampHash = keyof typeof stampHashes;
export type StampFile = { name: string; bytes: Uint8Array; hash: StampHash };

/** A time stamp with all its certificates is far smaller; what is larger is taken for a file without a look. */
const longestStamp = 64 * 1024;

const tokenIn = (bytes: Uint8Array): Uint8Array => {
  try {
    return parseTimeStampReply(bytes).token;
  } catch {
    return bytes;
  }
};

/** The file as a time stamp (a reply or a bare token), or undefined where it is none. */
export const asStamp = async (file: File): Promise<StampFile | undefined> => {
  if (file.size > longestStamp) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    const hash = hashNamed(parseTimeStampToken(tokenIn(bytes)).hashAlgorithm);
    return Object.hasOwn(stampHashes, hash) ? { name: file.name, bytes, hash: hash as StampHash } : undefined;
  } catch {
    return undefined;
  }
};

/** The digest of a file as the time stamp wants it, hex. */
export const digestOf = async (file: File, hash: StampHash): Promise<string> =>
  toHex(await digest(hash, new Uint8Array(await file.arrayBuffer())));
