import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTimeStampToken } from '@bedsign/gm';
import { findFrame, readFrame } from '../log/frame.ts';
import { asHex } from '../log/links.ts';
import { recordsIn } from '../log/record.ts';
import { decodeHead, segmentFile } from '../log/segment.ts';
import type { SegmentFault } from './faults.ts';

/** What one segment holds, and what is wrong inside it. */
export type WalkedSegment = {
  /** What its first frame continues; undefined where that frame does not hold. */
  previous: string | undefined;
  /** The hash of its last frame that holds. */
  last: string | undefined;
  /** Where that frame ends, and how long the file is: what a crash has torn is longer. */
  end: number;
  size: number;
  tokens: number;
  /** genTime of the first and of the last token, ms. */
  oldest: number | undefined;
  newest: number | undefined;
  faults: SegmentFault[];
};

/** Walks all frames of a segment, beyond what is damaged too; `visit` gets the hash of each that holds. */
export const walkSegment = async (
  node: { name: string; path: string },
  first: number,
  key: Uint8Array,
  visit: (hash: string) => void,
): Promise<WalkedSegment> => {
  const bytes = await readFile(join(node.path, segmentFile(first)));
  const walked: WalkedSegment = {
    ...{ previous: undefined, last: undefined, end: 0, size: bytes.length },
    ...{ tokens: 0, oldest: undefined, newest: undefined, faults: [] },
  };
  const fault = (name: SegmentFault['fault'], byte: number): void => void walked.faults.push({ fault: name, byte });

  for (let at = 0, whole = true; at < bytes.length; ) {
    const frame = readFrame(bytes, at, key);
    if (!frame) {
      const next = findFrame(bytes, at + 1, key);
      if (next === undefined) break;
      fault('frame-changed', at);
      whole = false; // what the next frame continues cannot be known
      at = next;
      continue;
    }
    const hash = asHex(frame.hash);
    const previous = asHex(frame.previous);
    if (at === 0) walked.previous = previous;
    else if (whole && previous !== walked.last) fault('frame-missing', at);
    if ((frame.kind === 'head') !== (at === 0)) fault('segment-foreign', at);
    if (frame.kind === 'head') {
      const head = decodeHead(frame.body);
      if (head.node !== node.name || head.first !== first) fault('segment-foreign', at);
    } else
      for (const { token } of recordsIn(frame.body)) {
        const { genTime } = parseTimeStampToken(token);
        walked.oldest ??= genTime.getTime();
        walked.newest = genTime.getTime();
        walked.tokens++;
      }
    visit(hash);
    at += frame.length;
    Object.assign(walked, { last: hash, end: at });
    whole = true;
  }
  return walked;
};
