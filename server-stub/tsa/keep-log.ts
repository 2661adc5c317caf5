import type { DataFolder } from '../first-run/data-folder.ts';
import { isBeyond } from './log/durable.ts';
import { listNodes } from './log/node-folder.ts';
import { lastWitness, recordWitness } from './log/witness.ts';
import { type TsaNode, tokensFolder } from './node.ts';
import { destroyExpired, destroyExpiredIdle } from './retention.ts';

const everyMs = 60 * 60 * 1000;

/**
 * What a running process does for the log of tokens now, every hour and at its end: has the audit witness how far its own node
 * has come, and destroys what the policy of `days` no longer keeps, in nodes without a process too.
 */
export const keepLog = (
  folder: Pick<DataFolder, 'path' | 'db' | 'vault'>,
  node: Pick<TsaNode, 'name' | 'path' | 'end'>,
  days: () => number,
  onFailure: (thrown: unknown) => void,
): { close(): Promise<void> } => {
  const witness = async () => {
    const end = node.end();
    const last = await lastWitness(folder, node.name);
    if (!last || isBeyond(end, last)) await recordWitness(folder, node.name, end);
  };
  const work = async () => {
    await witness();
    await destroyExpired(folder, node, days());
    for (const name of await listNodes(tokensFolder(folder.path)))
      if (name !== node.name) await destroyExpiredIdle(folder, name, days()).catch(onFailure);
  };
  let working = work().catch(onFailure);
  const timer = setInterval(() => {
    working = working.then(work).catch(onFailure);
  }, everyMs).unref();
  return {
    async close() {
      clearInterval(timer);
      await working;
      await witness().catch(onFailure);
    },
  };
};
