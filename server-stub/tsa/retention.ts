import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from '../first-run/data-folder.ts';
import { readHead } from './log/links.ts';
import { holdNode } from './log/node-folder.ts';
import { listSegments, segmentFile, syncFolder } from './log/segment.ts';
import { recordDestroyed } from './log/witness.ts';
import { tokensFolder } from './node.ts';
import { forgetBefore } from './token-index/forget.ts';

type Store = Pick<DataFolder, 'db' | 'vault'>;
type Expired = { segment: number; until: number; hash: string; next: number };

const dayMs = 24 * 60 * 60 * 1000;

/** The oldest segment if its youngest token is older than the policy keeps; never the newest one, whose chain goes on. */
const oldestExpired = async (node: string, key: Uint8Array, days: number): Promise<Expired | undefined> => {
  const [segment, next] = await listSegments(node);
  if (segment === undefined || next === undefined) return undefined;
  const { head, previous } = await readHead(node, next, key);
  return head.begun < Date.now() - days * dayMs ? { segment, until: head.begun, hash: previous, next } : undefined;
};

/**
 * Destroys what the policy no longer keeps in a node that this process holds: whole segments, and what the index has of them.
 * The audit has each of them first, with the hash where its chain ended, which the next segment continues.
 */
export const destroyExpired = async (
  store: Store,
  node: { name: string; path: string },
  days: number,
): Promise<void> => {
  const key = store.vault.keyOf('token-log');
  const find = () => oldestExpired(node.path, key, days);
  for (let expired = await find(); expired; expired = await find()) {
    const { segment, until, hash } = expired;
    await recordDestroyed(store, { node: node.name, segment, hash }, until);
    await unlink(join(node.path, segmentFile(segment)));
    await syncFolder(node.path);
  }
  const [first] = await listSegments(node.path);
  if (first !== undefined) await forgetBefore(node.path, first);
};

/** The same in a node that no process holds; one that is held is left to its process. */
export const destroyExpiredIdle = async (
  { path, ...store }: Store & { path: string },
  name: string,
  days: number,
): Promise<void> => {
  const tokens = tokensFolder(path);
  // Held only where there is something to destroy: a process that starts meanwhile finds its folder free.
  if (!(await oldestExpired(join(tokens, name), store.vault.keyOf('token-log'), days))) return;
  const held = await holdNode(tokens, name);
  try {
    if (held) await destroyExpired(store, held, days);
  } finally {
    held?.release();
  }
};
