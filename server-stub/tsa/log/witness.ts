import { recordAudit } from '../../audit/audit-chain.ts';
import { rowsOfEvent } from '../../audit/rows-of-event.ts';
import type { DataFolder } from '../../first-run/data-folder.ts';
import type { Durable } from './durable.ts';
import { asHex } from './links.ts';
import type { LogEnd } from './recover.ts';
import { segmentFile, segmentOf } from './segment.ts';

type Store = Pick<DataFolder, 'db' | 'vault'>;

/** How far the chain of a node had come at some time, and the hash there. */
export type Witness = Durable & { node: string; hash: string };

/** A segment that the policy has destroyed, and the hash where its chain ended. */
export type Destroyed = { node: string; segment: number; hash: string };

/** The audit says how far a node's log was: whoever cuts it afterwards must forge the audit too. */
export const recordWitness = ({ db, vault }: Store, node: string, { segment, end, hash }: LogEnd): Promise<void> =>
  recordAudit(db, vault, 'token-log-witnessed', { node, segment: segmentFile(segment), end, hash: asHex(hash) });

export const recordDestroyed = (
  { db, vault }: Store,
  { node, segment, hash }: Destroyed,
  until: number,
): Promise<void> =>
  recordAudit(db, vault, 'time-stamps-destroyed', { node, segment: segmentFile(segment), until, hash });

/** All that the audit knows, newest first. */
export async function* witnesses({ db, vault }: Store): AsyncGenerator<Witness> {
  for await (const { node, segment, end, hash } of rowsOfEvent(db, vault, 'token-log-witnessed'))
    yield { node: String(node), segment: segmentOf(String(segment)) ?? 0, end: Number(end), hash: String(hash) };
}

export async function* destroyedSegments({ db, vault }: Store): AsyncGenerator<Destroyed> {
  for await (const { node, segment, hash } of rowsOfEvent(db, vault, 'time-stamps-destroyed'))
    yield { node: String(node), segment: segmentOf(String(segment)) ?? 0, hash: String(hash) };
}

/** The newest of one node, if there is any. */
export const lastWitness = async (store: Store, node: string): Promise<Witness | undefined> => {
  for await (const witness of witnesses(store)) if (witness.node === node) return witness;
  return undefined;
};

/** The hashes where destroyed segments of one node ended. */
export const destroyedOf = async (store: Store, node: string): Promise<Set<string>> => {
  const hashes = new Set<string>();
  for await (const each of destroyedSegments(store)) if (each.node === node) hashes.add(each.hash);
  return hashes;
};
