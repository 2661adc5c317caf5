import { hmacSm3 } from '@bedsign/gm';

/*
 * What one synchronisation with the disk brings: a head of a segment, or some tokens. Big-endian.
 *
 *   4  'BSTH' (head) or 'BSTT' (tokens)
 *   4  length n of the body
 *  32  the hash of the frame before; zeros before the first of all
 *   n  body
 *  32  HMAC-SM3 of everything above, under a key of the vault
 *
 * A frame says by itself whether it is whole: so a torn one at the end is told from a changed one in the middle. Who can write
 * the file, but has not the key, can write no frame that holds.
 */

export type FrameKind = 'head' | 'tokens';

const marks: Record<FrameKind, string> = { head: 'BSTH', tokens: 'BSTT' };
const bodyAt = 40;
export const hashBytes = 32;
const frameOverhead = bodyAt + hashBytes;
/** Far more than one synchronisation ever brings. */
export const longestFrame = 16 * 1024 * 1024;

export const noHash: Uint8Array = new Uint8Array(hashBytes);

export type Frame = { kind: FrameKind; previous: Buffer; body: Buffer; hash: Buffer; length: number };

/** Where the body begins in a frame. */
export const bodyOffset = bodyAt;

/** Makes a frame of a buffer whose body stands in its place already; returns its hash. */
export const sealFrame = (frame: Buffer, kind: FrameKind, previous: Uint8Array, key: Uint8Array): Uint8Array => {
  const end = frame.length - hashBytes;
  frame.write(marks[kind], 0, 'latin1');
  frame.writeUInt32BE(end - bodyAt, 4);
  frame.set(previous, 8);
  const hash = hmacSm3(key, frame.subarray(0, end));
  frame.set(hash, end);
  return hash;
};

const kindAt = (bytes: Buffer, at: number): FrameKind | undefined => {
  const mark = bytes.toString('latin1', at, at + 4);
  if (mark === marks.tokens) return 'tokens';
  return mark === marks.head ? 'head' : undefined;
};

/** The frame that begins at `at`, if it is there to its end; its hash is not looked at. The parts are not copied. */
export const frameAt = (bytes: Buffer, at: number): Frame | undefined => {
  if (at + frameOverhead > bytes.length) return undefined;
  const kind = kindAt(bytes, at);
  const length = frameOverhead + bytes.readUInt32BE(at + 4);
  if (!kind || length > longestFrame || at + length > bytes.length) return undefined;
  const end = at + length - hashBytes;
  return {
    ...{ kind, length, previous: bytes.subarray(at + 8, at + bodyAt) },
    ...{ body: bytes.subarray(at + bodyAt, end), hash: bytes.subarray(end, end + hashBytes) },
  };
};

/** The same, if its hash holds too. */
export const readFrame = (bytes: Buffer, at: number, key: Uint8Array): Frame | undefined => {
  const frame = frameAt(bytes, at);
  return frame?.hash.equals(hmacSm3(key, bytes.subarray(at, at + frame.length - hashBytes))) ? frame : undefined;
};

/** Where the first frame that holds begins from `from` on, if any does. */
export const findFrame = (bytes: Buffer, from: number, key: Uint8Array): number | undefined => {
  for (let at = bytes.indexOf('BST', from, 'latin1'); at >= 0; at = bytes.indexOf('BST', at + 1, 'latin1'))
    if (readFrame(bytes, at, key)) return at;
  return undefined;
};
