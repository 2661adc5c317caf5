import type { InstalledPackage } from '@bedsign/contract';
import type { ServerClient } from '../server-client/server-client.ts';
import type { ServerTrust } from '../server-client/trust.ts';
import { findUpdate, type Update } from './find-update.ts';
import { readFeed } from './read-feed.ts';
import { seenFeed } from './seen-feed.ts';

export type Looking = {
  server: Pick<ServerClient, 'updateFeed'>;
  trust: Pick<ServerTrust, 'updateSigner'>;
  /** Where the newest accepted list is remembered. */
  seenFile: string;
  installed: InstalledPackage;
  version: string;
};

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
  const seen = seenFeed(seenFile);
  const feed = await readFeed(signed, { trust, seen: seen.last(), now: Date.now() });
  seen.remember(feed.publishedAt);
  return findUpdate(feed, installed, version);
};
