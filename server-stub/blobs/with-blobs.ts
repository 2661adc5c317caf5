import type { BlobStore } from './blob-store.ts';

/**
 * Puts `files` and calls `use` with their names. If that fails, those that were not there before go again, unless
 * `isKept` finds that they are named after all, or cannot tell.
 */
export const withBlobs = async <Result>(
  blobs: BlobStore,
  files: Uint8Array[],
  use: (digests: string[]) => Promise<Result>,
  isKept: () => Promise<boolean>,
): Promise<Result> => {
  const puts = await Promise.allSettled(files.map((file) => blobs.add(file)));
  const added = puts.flatMap((put) => (put.status === 'fulfilled' ? [put.value] : []));
  try {
    for (const put of puts) if (put.status === 'rejected') throw put.reason;
    return await use(added.map(({ digest }) => digest));
  } catch (thrown) {
    if (!(await isKept().catch(() => true))) await Promise.allSettled(added.map(({ undo }) => undo()));
    throw thrown;
  }
};
