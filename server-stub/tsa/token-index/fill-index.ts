import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTimeStampToken } from '@bedsign/gm';
import type { Durable } from '../log/durable.ts';
import { frameAt, longestFrame } from '../log/frame.ts';
import { recordsIn } from '../log/record.ts';
import { listSegments, segmentFile } from '../log/segment.ts';
import { sequenceOf } from '../log/serials.ts';
import { type IndexDatabase, readPosition } from './open-index.ts';

/** How much of the log is read at a time. */
const chunkBytes = 1024 * 1024;
const imprintBytes = 8;

/** What the index keeps of an imprint. */
export const imprintKey = (imprint: Uint8Array): Buffer => Buffer.from(imprint.subarray(0, imprintBytes));

/** Inserts the frames that begin in `chunk`, which stands at `at` in `segment`; returns how many bytes they take. */
const createInsert = (database: IndexDatabase) => {
  const addApplication = database.prepare('insert into application (name) values (?) on conflict do nothing');
  const findApplication = database.prepare('select id from application where name = ?').pluck();
  const addToken = database.prepare('insert or replace into token values (?, ?, ?, ?, ?, ?)');
  const move = database.prepare('update position set segment = ?, end = ?');
  const ids = new Map<string, number>();
  const idOf = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    addApplication.run(name);
    const id = findApplication.get(name) as number;
    if (ids.size < 10_000) ids.set(name, id);
    return id;
  };
  return database.transaction((segment: number, at: number, chunk: Buffer): number => {
    let used = 0;
    for (let frame = frameAt(chunk, used); frame; frame = frameAt(chunk, used)) {
      const bodyStart = at + frame.body.byteOffset - chunk.byteOffset;
      if (frame.kind === 'tokens')
        for (const { at: start, token, application } of recordsIn(frame.body)) {
          const { serial, genTime, imprint } = parseTimeStampToken(token);
          const place = [sequenceOf(serial), segment, bodyStart + start] as const;
          addToken.run(...place, genTime.getTime(), imprintKey(imprint), idOf(application));
        }
      used += frame.length;
    }
    move.run(segment, at + used);
    return used;
  });
};

const readChunk = async (file: FileHandle, from: number, to: number): Promise<Buffer> => {
  const chunk = Buffer.allocUnsafe(Math.max(0, to - from));
  const { bytesRead } = await file.read(chunk, 0, chunk.length, from);
  return chunk.subarray(0, bytesRead);
};

/** Reads a segment on from `from` and inserts what is there up to `to`; a frame may be longer than a chunk. */
const fillFrom = async (
  node: string,
  { segment, end: from }: Durable,
  to: number,
  insert: ReturnType<typeof createInsert>,
): Promise<void> => {
  const file = await open(join(node, segmentFile(segment)));
  try {
    const end = Math.min(to, (await file.stat()).size);
    for (let at = from, length = chunkBytes; at < end && length <= 2 * longestFrame; ) {
      const used = insert(segment, at, await readChunk(file, at, Math.min(at + length, end)));
      at += used;
      length = used === 0 ? 2 * length : chunkBytes;
    }
  } finally {
    await file.close();
  }
};

/** Brings the index from where it is to `target`, segment by segment. What is on the way is whole: it was written before. */
export const createFill = (node: string, database: IndexDatabase): ((target: Durable) => Promise<void>) => {
  const insert = createInsert(database);
  return async (target) => {
    const position = readPosition(database);
    for (const segment of await listSegments(node)) {
      if (segment < position.segment || segment > target.segment) continue;
      const end = segment === position.segment ? position.end : 0;
      await fillFrom(node, { segment, end }, segment === target.segment ? target.end : Number.MAX_SAFE_INTEGER, insert);
    }
  };
};
