import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '../audit/audit-chain.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import { frameAt } from './log/frame.ts';
import { damaged, decodeHead, listSegments, segmentFile, syncFolder } from './log/segment.ts';

const dayMs = 24 * 60 * 60 * 1000;
const headBytes = 64 * 1024;

const readHead = async (node: string, first: number) => {
  const file = await open(join(node, segmentFile(first)));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const frame = frameAt(buffer.subarray(0, bytesRead), 0);
    if (frame?.kind !== 'head') throw damaged(node, first, 'no head');
    return { ...decodeHead(frame.body), previous: frame.previous.toString('hex') };
  } finally {
    await file.close();
  }
};

/**
 * Destroys what the policy no longer keeps: whole segments whose youngest token is older than `days`, never the newest one.
 * The audit has each of them first, with the hash where its chain ended, which the next segment continues.
 */
export const destroyExpired = async (
  { db, vault }: Pick<DataFolder, 'db' | 'vault'>,
  node: { name: string; path: string },
  days: number,
): Promise<void> => {
  const before = Date.now() - days * dayMs;
  const segments = await listSegments(node.path);
  for (const [index, first] of segments.entries()) {
    const next = segments[index + 1];
    if (next === undefined) return;
    const { begun: ended, previous } = await readHead(node.path, next);
    if (ended >= before) return;
    const segment = segmentFile(first);
    await recordAudit(db, vault, 'time-stamps-destroyed', { node: node.name, segment, until: ended, hash: previous });
    await unlink(join(node.path, segment));
    await syncFolder(node.path);
  }
};

const everyMs = 60 * 60 * 1000;

/** Enforces the policy of `days` on the node of this process, now and every hour. */
export const enforceRetention = (
  folder: Pick<DataFolder, 'db' | 'vault'>,
  node: { name: string; path: string },
  days: () => number,
  onFailure: (thrown: unknown) => void,
): (() => void) => {
  const enforce = () => void destroyExpired(folder, node, days()).catch(onFailure);
  enforce();
  const timer = setInterval(enforce, everyMs).unref();
  return () => clearInterval(timer);
};
