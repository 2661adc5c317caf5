import { readFile, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTimeStampToken } from '@bedsign/gm';
import { type Durable, isBeyond } from './durable.ts';
import { type Frame, findFrame, noHash, readFrame } from './frame.ts';
import { recordsIn } from './record.ts';
import { damaged, listSegments, segmentFile, syncFolder } from './segment.ts';
import { sequenceOf } from './serials.ts';

/** Where a chain has come to: the end and the hash of its last frame. */
export type LogEnd = Durable & { hash: Uint8Array };
/** With the sequence number of its last token. */
export type ChainEnd = LogEnd & { sequence: number };

/** Walks the frames of a segment as far as they hold; `end` is where they stop. */
const walk = (bytes: Buffer, key: Uint8Array, visit: (frame: Frame) => void): number => {
  let at = 0;
  for (let frame = readFrame(bytes, at, key); frame; frame = readFrame(bytes, at, key)) {
    visit(frame);
    at += frame.length;
  }
  return at;
};

const lastSequence = (frame: Frame): number => {
  const last = [...recordsIn(frame.body)].at(-1);
  return last ? sequenceOf(parseTimeStampToken(last.token).serial) : 0;
};

/** The end of one segment, once what a crash has torn is cut off; undefined where nothing of it was ever written whole. */
const recoverSegment = async (
  node: string,
  first: number,
  key: Uint8Array,
  known: Durable,
): Promise<ChainEnd | undefined> => {
  const file = join(node, segmentFile(first));
  const bytes = await readFile(file);
  let last: Frame | undefined;
  const whole = walk(bytes, key, (frame) => {
    if (last && !frame.previous.equals(last.hash)) throw damaged(node, first, 'a frame is missing');
    if (frame.kind !== (last ? 'tokens' : 'head'))
      throw damaged(node, first, `a ${frame.kind} frame in the wrong place`);
    last = frame;
  });
  // A crash tears the last frame: nothing follows it, and neither the index nor the audit, which go behind the disk, has ever seen it.
  if (
    isBeyond(known, { segment: first, end: whole }) ||
    (whole < bytes.length && findFrame(bytes, whole + 1, key) !== undefined)
  )
    throw damaged(node, first, `the chain is broken at byte ${whole}`);
  if (!last) await unlink(file);
  else if (whole < bytes.length) await truncate(file, whole);
  await syncFolder(node);
  if (!last) return undefined;
  const sequence = last.kind === 'tokens' ? lastSequence(last) : first - 1;
  return { hash: Uint8Array.from(last.hash), sequence, segment: first, end: whole };
};

/**
 * The end of a node's chain after whatever ended its last process: a torn frame is cut off, of whose tokens none was sent.
 * `known`: how far the log is known to have been whole. TOKEN_LOG_DAMAGED where it was no crash that tore it; nothing is changed then.
 */
export const recoverNode = async (node: string, key: Uint8Array, known: Durable): Promise<ChainEnd> => {
  for (const first of (await listSegments(node)).reverse()) {
    const end = await recoverSegment(node, first, key, known);
    if (end) return end;
  }
  if (known.segment > 0) throw damaged(node, known.segment, 'missing');
  return { hash: noHash, sequence: 0, segment: 0, end: 0 };
};
