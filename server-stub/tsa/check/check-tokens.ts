import { recordAudit } from '../../audit/audit-chain.ts';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { isBeyond } from '../log/durable.ts';
import { listNodes } from '../log/node-folder.ts';
import { segmentFile } from '../log/segment.ts';
import { type Destroyed, destroyedSegments, recordWitness, type Witness, witnesses } from '../log/witness.ts';
import { tokensFolder } from '../node.ts';
import { type CheckedNode, type WalkedNode, walkNode } from './check-node.ts';
import type { TokenFault } from './faults.ts';

/** `head`: where the node's chain ends, by the name of the segment's file; kept elsewhere it is a witness. */
type NodeCheck = Omit<CheckedNode, 'head'> & { head: { segment: string; end: number; hash: string } };
export type TokenCheck = { nodes: NodeCheck[]; tokens: number; destroyed: number; faults: TokenFault[] };

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

/** What remains wrong with a node once the destroyed segments have accounted for what the policy took. */
const unaccounted = ({ checked, faults, gaps, unseen }: WalkedNode, destroyed: Destroyed[]): TokenFault[] => {
  const { node, head } = checked;
  const ends = new Set(destroyed.map(({ hash }) => hash));
  const gone = new Set(destroyed.map(({ segment }) => segment));
  const missing = gaps.filter(({ previous }) => !ends.has(previous));
  const contradicted = unseen.filter(({ segment }) => !gone.has(segment));
  const beyond = contradicted.filter((witness) => isBeyond(witness, head));
  const at = (segment: number, byte: number) => ({ node, segment: segmentFile(segment), byte });
  const cut = beyond.length > 0 && !faults.some(({ fault }) => fault === 'tail-cut');
  return [
    ...faults,
    ...missing.map(({ segment }) => ({ fault: 'gap-before' as const, ...at(segment, 0) })),
    ...(cut ? [{ fault: 'tail-cut' as const, ...at(head.segment, head.end) }] : []),
    ...contradicted
      .filter((witness) => !beyond.includes(witness))
      .map(({ segment, end }) => ({ fault: 'witness-differs' as const, ...at(segment, end) })),
  ];
};

/**
 * Walks the whole log of tokens: every frame of every segment, the chain within and between them, and holds it against what
 * the audit has witnessed and `kept` says (an earlier answer of this function, kept elsewhere). Segments that the policy has
 * destroyed are accounted for by their records in the audit. What was found is recorded there too, and where a sound chain ends.
 */
export const checkTokens = async (folder: DataFolder, kept: Witness[] = []): Promise<TokenCheck> => {
  const { path, db, vault } = folder;
  const key = vault.keyOf('token-log');
  // Before the walk: a process that goes on writing meanwhile is ahead of them.
  const known = [...(await collect(witnesses(folder))), ...kept];
  const names = await listNodes(tokensFolder(path));
  const walked: WalkedNode[] = [];
  for (const name of names)
    walked.push(
      await walkNode(
        path,
        name,
        key,
        known.filter(({ node }) => node === name),
      ),
    );
  // After it: what it did not find any more has been recorded.
  const destroyed = await collect(destroyedSegments(folder));

  const missing = [...new Set(known.map(({ node }) => node))].filter((node) => !names.includes(node));
  const faults: TokenFault[] = missing.map((node) => ({ fault: 'node-missing', node, segment: null, byte: null }));
  for (const node of walked) {
    const { node: name, head } = node.checked;
    const found = unaccounted(
      node,
      destroyed.filter((each) => each.node === name),
    );
    faults.push(...found);
    if (found.length === 0) await recordWitness(folder, name, { ...head, hash: Buffer.from(head.hash, 'hex') });
  }
  const nodes = walked.map(({ checked: { head, ...rest } }) => ({
    ...rest,
    head: { ...head, segment: segmentFile(head.segment) },
  }));
  const tokens = nodes.reduce((sum, node) => sum + node.tokens, 0);
  await recordAudit(db, vault, 'token-log-checked', { nodes: nodes.length, tokens, faults: faults.length });
  const accounted = new Set(destroyed.map(({ node, segment }) => `${node}/${segment}`));
  return { nodes, tokens, destroyed: accounted.size, faults };
};
