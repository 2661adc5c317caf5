import type { InstalledPackage } from '@bedsign/contract';
import { Type } from 'typebox';
import { openKeptFile } from '../kept-file.ts';
import type { ServerClient } from '../server-client/server-client.ts';
import type { ServerTrust } from '../server-client/trust.ts';
import { findUpdate, type Update } from './find-update.ts';
import { readFeed } from './read-feed.ts';

export type Looking = {
  server: Pick<ServerClient, 'updateFeed'>;
  trust: Pick<ServerTrust, 'updateSigner'>;
  /** Where the newest accepted list is remembered. */
  seenFile: string;
  installed: InstalledPackage;
  version: string;
};

/** The newest list that was ever accepted here; where that is forgotten, the signature still counts. */
const Seen = Type.Object({ publishedAt: Type.Integer({ minimum: 0 }) });

/** Asks the server once; null where nothing newer is published for this machine. */
export const lookForUpdate = async ({
  server,
  trust,
  seenFile,
  installed,
  version,
}: Looking): Promise<Update | null> => {
  const signed = await server.updateFeed();
  if (!signed) return null;
  const kept = openKeptFile(seenFile, Seen, { publishedAt: 0 });
  const seen = kept.get().publishedAt;
  const feed = await readFeed(signed, { trust, seen, now: Date.now() });
  if (feed.publishedAt !== seen) kept.set({ publishedAt: feed.publishedAt });
  return findUpdate(feed, installed, version);
};
