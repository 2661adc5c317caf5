import { constants } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { BedSignError } from '@bedsign/contract';
import { parseTimeStampToken } from '@bedsign/gm';
import type { Durable } from './durable.ts';
import { bodyOffset, hashBytes, sealFrame } from './frame.ts';
import { putRecord, recordOverhead, type TokenRecord } from './record.ts';
import type { ChainEnd, LogEnd } from './recover.ts';
import { encodeHead, type Signer, segmentFile, syncFolder } from './segment.ts';
import { sequenceOf } from './serials.ts';

export type TokenLog = {
  /** Resolves when the token is on the disk; until then nobody may see it. Rejects with what the disk said. */
  append(record: TokenRecord): Promise<void>;
  /** What is on the disk. */
  end(): LogEnd;
  /** After everything that was appended. */
  close(): Promise<void>;
};

/** A new segment begins at this size, and each day (UTC): the policy destroys whole segments. */
const segmentBytes = 64 * 1024 * 1024;
/** What may wait for the disk; a disk that does not keep up is a failure that is named, not a memory that fills. */
const waitingBytes = 8 * 1024 * 1024;
const dayMs = 24 * 60 * 60 * 1000;

const { O_CREAT, O_EXCL, O_WRONLY, O_DSYNC } = constants;
/** A write that returns is on the disk: half the work of writing and then synchronising. Windows has no such flag. */
const durably = process.platform === 'win32' ? 'wx' : O_CREAT | O_EXCL | O_WRONLY | O_DSYNC;

/** Tokens that will reach the disk together. */
class Batch {
  readonly stored = Promise.withResolvers<void>();
  readonly first: number;
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #end = bodyOffset;

  constructor(first: number) {
    this.first = first;
    this.stored.promise.catch(() => {}); // whoever appended sees it; there may be nobody left
  }

  get length(): number {
    return this.#end;
  }

  add(record: TokenRecord): void {
    const needed = this.#end + recordOverhead + record.token.length + hashBytes;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.#bytes.length);
      this.#bytes.copy(larger, 0, 0, this.#end);
      this.#bytes = larger;
    }
    this.#end = putRecord(this.#bytes, this.#end, record);
  }

  /** The frame, its head and hash still to be filled in. */
  frame(): Buffer {
    return this.#bytes.subarray(0, this.#end + hashBytes);
  }
}

type Segment = { first: number; begun: number; file: FileHandle; end: number };

/**
 * Appends tokens to a node's chain. While the disk is busy with some, others gather, and go with the next synchronisation:
 * so hundreds share one, and none is answered before its own. `onDurable` is told how far the log is whole.
 */
export const openTokenLog = (
  node: { name: string; path: string },
  key: Uint8Array,
  signers: Signer[],
  from: ChainEnd,
  onDurable: (durable: Durable) => void,
): TokenLog => {
  let { hash } = from;
  let segment: Segment | undefined;
  let gathering: Batch | undefined;
  let working: Promise<void> | undefined;

  const begin = async (first: number): Promise<Segment> => {
    const begun = Date.now();
    const path = join(node.path, segmentFile(first));
    const file = await open(path, durably, 0o600);
    try {
      const body = encodeHead({ format: 1, node: node.name, first, begun, signers });
      const frame = Buffer.concat([Buffer.alloc(bodyOffset), body, Buffer.alloc(hashBytes)]);
      const next = sealFrame(frame, 'head', hash, key);
      await writeDurably(file, frame, 0);
      await syncFolder(node.path);
      hash = next;
      return { first, begun, file, end: frame.length };
    } catch (thrown) {
      await file.close();
      await unlink(path);
      throw thrown;
    }
  };

  /** The segment for the next frame. */
  const segmentFor = async (first: number): Promise<Segment> => {
    const sameDay = segment && Math.floor(segment.begun / dayMs) === Math.floor(Date.now() / dayMs);
    if (segment && sameDay && segment.end < segmentBytes) return segment;
    const before = segment;
    segment = await begin(first);
    await before?.file.close();
    return segment;
  };

  const write = async (batch: Batch): Promise<void> => {
    const to = await segmentFor(batch.first);
    const frame = batch.frame();
    const next = sealFrame(frame, 'tokens', hash, key);
    await writeDurably(to.file, frame, to.end);
    // Only now: what failed is written over by the next frame, at the same place of the same chain.
    hash = next;
    to.end += frame.length;
    onDurable({ segment: to.first, end: to.end });
  };

  const work = async (): Promise<void> => {
    while (gathering) {
      await turn(); // what has arrived together is stored together
      const batch = gathering;
      gathering = undefined;
      await write(batch).then(batch.stored.resolve, batch.stored.reject);
    }
    working = undefined;
  };

  return {
    append(record) {
      if (gathering && gathering.length > waitingBytes)
        return Promise.reject(new BedSignError('DATABASE_BUSY', 'the disk does not keep up with the tokens'));
      gathering ??= new Batch(sequenceOf(parseTimeStampToken(record.token).serial));
      gathering.add(record);
      const stored = gathering.stored.promise;
      working ??= work();
      return stored;
    },
    end: () => ({ segment: segment?.first ?? from.segment, end: segment?.end ?? from.end, hash }),
    async close() {
      await working;
      await segment?.file.close();
    },
  };
};

/** All of it, and onto the disk; a file system may take less than it was given. */
const writeDurably = async (file: FileHandle, bytes: Buffer, position: number): Promise<void> => {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
  if (durably === 'wx') await file.datasync();
};
