import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asBedSignError } from '@bedsign/contract';
import { lockFolder } from '../../storage/index.ts';

/**
 * One process that stamps: its folder is its own while it lives, and its name is the first half of every serial number.
 * Drawn at random, so that nodes on several machines need not agree; never with a leading zero or a sign in DER.
 */
export type NodeFolder = { name: string; path: string; release(): void };

const form = /^[4-7][0-9a-f]{15}$/;

const newName = (): string => {
  const bytes = randomBytes(8);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
};

export const listNodes = async (tokens: string): Promise<string[]> =>
  (await readdir(tokens).catch(() => [])).filter((name) => form.test(name)).sort();

/** Takes hold of a node's folder; undefined while another process has it. */
export const holdNode = async (tokens: string, name: string): Promise<NodeFolder | undefined> => {
  const path = join(tokens, name);
  try {
    return { name, path, release: await lockFolder(path) };
  } catch (thrown) {
    if (asBedSignError(thrown).code === 'DATA_FOLDER_IN_USE') return undefined;
    throw thrown;
  }
};

/** The first folder under `tokens` that no process holds, or a new one. */
export const claimNode = async (tokens: string): Promise<NodeFolder> => {
  for (const name of await listNodes(tokens)) {
    const free = await holdNode(tokens, name);
    if (free) return free;
  }
  const name = newName();
  await mkdir(join(tokens, name), { recursive: true, mode: 0o700 });
  return (await holdNode(tokens, name)) ?? claimNode(tokens);
};
