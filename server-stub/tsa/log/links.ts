import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Frame, hashBytes, noHash, readFrame } from './frame.ts';
import { damaged, decodeHead, listSegments, type SegmentHead, segmentFile } from './segment.ts';

/** Certificates of two signers fit many times over. */
const headBytes = 64 * 1024;

export const asHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What nothing precedes. */
export const beginning: string = asHex(noHash);

/** The head of a segment, the hash of what it continues, and the file's last bytes, which are a frame's hash. */
const readEnds = async (node: string, first: number, key: Uint8Array) => {
  const file = await open(join(node, segmentFile(first)));
  try {
    const start = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(start, 0, headBytes, 0);
    const frame = readFrame(start.subarray(0, bytesRead), 0, key);
    if (frame?.kind !== 'head') throw damaged(node, first, 'no head');
    const last = Buffer.alloc(hashBytes);
    await file.read(last, 0, hashBytes, (await file.stat()).size - hashBytes);
    return { head: decodeHead(frame.body), previous: asHex(frame.previous), last: asHex(last) };
  } finally {
    await file.close();
  }
};

/** What a segment begins with, and the hash of the frame that it continues. TOKEN_LOG_DAMAGED if its head does not hold. */
export const readHead = async (
  node: string,
  first: number,
  key: Uint8Array,
): Promise<{ head: SegmentHead; previous: string }> => readEnds(node, first, key);

/** The hash of a segment's last whole frame, behind which a write that failed may have left something. */
const lastHash = async (node: string, first: number, key: Uint8Array): Promise<string> => {
  const bytes = await readFile(join(node, segmentFile(first)));
  let at = 0;
  let last: Frame | undefined;
  for (let frame = readFrame(bytes, at, key); frame; at += frame.length, frame = readFrame(bytes, at, key))
    last = frame;
  return last ? asHex(last.hash) : '';
};

/**
 * Every segment continues the one before, and the oldest begins the chain or continues what was destroyed by policy
 * (`destroyed`: the hashes where that ended). TOKEN_LOG_DAMAGED names the first that does not.
 */
export const requireLinks = async (node: string, key: Uint8Array, destroyed: ReadonlySet<string>): Promise<void> => {
  let before: { first: number; last: string } | undefined;
  for (const first of await listSegments(node)) {
    const { head, previous, last } = await readEnds(node, first, key);
    if (head.first !== first) throw damaged(node, first, `it is segment ${segmentFile(head.first)}`);
    const follows =
      previous === (before?.last ?? beginning) ||
      destroyed.has(previous) ||
      (before !== undefined && previous === (await lastHash(node, before.first, key)));
    if (!follows) throw damaged(node, first, 'what stood before it is missing');
    before = { first, last };
  }
};
