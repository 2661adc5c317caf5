import { join } from 'node:path';
import type { DataFolder } from '../first-run/data-folder.ts';
import { type Durable, isBeyond } from './log/durable.ts';
import { requireLinks } from './log/links.ts';
import { claimNode } from './log/node-folder.ts';
import type { TokenRecord } from './log/record.ts';
import { type LogEnd, recoverNode } from './log/recover.ts';
import type { Signer } from './log/segment.ts';
import { createSerials } from './log/serials.ts';
import { openTokenLog } from './log/token-log.ts';
import { destroyedOf, lastWitness } from './log/witness.ts';
import { type Indexing, startIndexing } from './token-index/indexing.ts';
import { indexedTo } from './token-index/open-index.ts';

/** Where one process keeps the tokens it issues. */
export type TsaNode = {
  name: string;
  /** Its folder. */
  path: string;
  /** A serial number never given before. */
  serial(): Uint8Array;
  /** Resolves when the token is on the disk. */
  append(record: TokenRecord): Promise<void>;
  /** How far its log is on the disk. */
  end(): LogEnd;
  indexing: Indexing;
  close(): Promise<void>;
};

export const tokensFolder = (data: string): string => join(data, 'tokens');

const later = (one: Durable, other: Durable = one): Durable => (isBeyond(other, one) ? other : one);

/**
 * Takes a node's folder in the data folder, mends what a crash has torn, and goes on where its chain ends. TOKEN_LOG_DAMAGED if
 * the log was changed. `onFailure`: the index cannot be written for now.
 */
export const openNode = async (
  { path, db, vault }: Pick<DataFolder, 'path' | 'db' | 'vault'>,
  signers: Signer[],
  onFailure: (thrown: unknown) => void,
): Promise<TsaNode> => {
  await using opened = new AsyncDisposableStack();
  const folder = await claimNode(tokensFolder(path));
  opened.defer(folder.release);
  const key = vault.keyOf('token-log');
  const known = later(await indexedTo(folder.path), await lastWitness({ db, vault }, folder.name));
  const end = await recoverNode(folder.path, key, known);
  await requireLinks(folder.path, key, await destroyedOf({ db, vault }, folder.name));
  const indexing = startIndexing(folder.path, onFailure);
  opened.defer(indexing.close);
  if (end.segment > 0) indexing.reach(end);
  const log = openTokenLog(folder, key, signers, end, indexing.reach);
  opened.defer(log.close);
  const running = opened.move();
  return {
    name: folder.name,
    path: folder.path,
    serial: createSerials(Buffer.from(folder.name, 'hex'), end.sequence),
    append: log.append,
    end: log.end,
    indexing,
    close: () => running.disposeAsync(),
  };
};
