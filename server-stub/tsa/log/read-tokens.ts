import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { readHead } from './links.ts';
import { readRecord, type TokenRecord } from './record.ts';
import { type Signer, segmentFile } from './segment.ts';

/** Longer than any token of ours without certificates. */
const recordBytes = 4096;
/** Segments that are kept open at once. */
const mostOpen = 16;

export type TokenPlace = { node: string; segment: number; start: number };
export type ReadToken = TokenRecord & { by: Signer };
type OpenSegment = { file: FileHandle; signers: Signer[] };

const isGone = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException).code === 'ENOENT';

/** Reads tokens out of the log, by their places. */
export const createTokenReader = (tokens: string, key: Uint8Array) => {
  const segments = new Map<string, OpenSegment>();
  const closeAll = async (): Promise<void> => {
    const open = [...segments.values()];
    segments.clear();
    await Promise.all(open.map(({ file }) => file.close()));
  };
  const openSegment = async ({ node, segment }: TokenPlace): Promise<OpenSegment> => {
    const path = join(tokens, node);
    const name = join(path, segmentFile(segment));
    const known = segments.get(name);
    if (known) return known;
    if (segments.size >= mostOpen) await closeAll();
    const { head } = await readHead(path, segment, key);
    const opened = { file: await open(name), signers: head.signers };
    segments.set(name, opened);
    return opened;
  };
  return {
    /** Undefined where the policy has destroyed it since it was found. */
    async read(place: TokenPlace): Promise<ReadToken | undefined> {
      try {
        const { file, signers } = await openSegment(place);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(recordBytes), 0, recordBytes, place.start);
        const record = readRecord(buffer.subarray(0, bytesRead), 0);
        const by = signers[record.signer];
        return by && { ...record, by };
      } catch (thrown) {
        if (isGone(thrown)) return undefined;
        throw thrown;
      }
    },
    close: closeAll,
  };
};
export type TokenReader = ReturnType<typeof createTokenReader>;
