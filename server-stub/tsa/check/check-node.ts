import { join } from 'node:path';
import { type Durable, isBeyond } from '../log/durable.ts';
import { beginning } from '../log/links.ts';
import { listSegments, segmentFile } from '../log/segment.ts';
import type { Witness } from '../log/witness.ts';
import { tokensFolder } from '../node.ts';
import { indexedTo } from '../token-index/open-index.ts';
import type { TokenFault, TokenFaultName } from './faults.ts';
import { type WalkedSegment, walkSegment } from './walk-segment.ts';

export type CheckedNode = {
  node: string;
  segments: number;
  tokens: number;
  /** genTime of the first and of the last token, ms; null without any. */
  oldest: number | null;
  newest: number | null;
  head: Durable & { hash: string };
};

/** What a walk through a node has found; the destroyed segments still have to account for what is missing. */
export type WalkedNode = {
  checked: CheckedNode;
  faults: TokenFault[];
  /** Segments that continue something else than what stands before them. */
  gaps: { segment: number; previous: string }[];
  /** What the audit or somebody else has seen, and is not in the chain. */
  unseen: Witness[];
};

const isGone = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException).code === 'ENOENT';

/** Walks every segment of one node, which may be written meanwhile; `known`: what of its chain is attested. */
export const walkNode = async (data: string, name: string, key: Uint8Array, known: Witness[]): Promise<WalkedNode> => {
  const node = { name, path: join(tokensFolder(data), name) };
  const indexed = await indexedTo(node.path);
  const wanted = new Map(known.filter(({ segment }) => segment > 0).map((witness) => [witness.hash, witness]));
  const faults: TokenFault[] = [];
  const gaps: WalkedNode['gaps'] = [];
  const fault = (what: TokenFaultName, segment: number, byte: number): void =>
    void faults.push({ fault: what, node: name, segment: segmentFile(segment), byte });

  const checked: CheckedNode = {
    ...{ node: name, segments: 0, tokens: 0, oldest: null, newest: null },
    head: { segment: 0, end: 0, hash: beginning },
  };
  let torn = false;
  for (const first of await listSegments(node.path)) {
    let walked: WalkedSegment;
    try {
      walked = await walkSegment(node, first, key, (hash) => wanted.delete(hash));
    } catch (thrown) {
      if (isGone(thrown)) continue; // destroyed by the policy just now; the audit says so
      throw thrown;
    }
    for (const { fault: what, byte } of walked.faults) fault(what, first, byte);
    if (walked.previous !== undefined && walked.previous !== checked.head.hash) {
      if (torn) fault('frame-changed', checked.head.segment, checked.head.end);
      else gaps.push({ segment: first, previous: walked.previous });
    }
    torn = walked.size > walked.end;
    checked.segments++;
    checked.tokens += walked.tokens;
    checked.oldest ??= walked.oldest ?? null;
    checked.newest = walked.newest ?? checked.newest;
    if (walked.last !== undefined) checked.head = { segment: first, end: walked.end, hash: walked.last };
  }
  // A crash tears the last frame, which nobody has seen whole; what somebody has seen was cut off or changed.
  if (isBeyond(indexed, checked.head)) fault('tail-cut', checked.head.segment, checked.head.end);
  return { checked, faults, gaps, unseen: [...wanted.values()] };
};
