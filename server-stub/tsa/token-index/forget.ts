import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqlite, storageError } from '../../storage/index.ts';
import { indexFile } from './open-index.ts';

/** So few that whoever signs in this process meanwhile does not notice. */
const atOnce = 1000;
const pauseMs = 20;
const busyTimeoutMs = 0;

/** Removes from a node's index what stood in the log before `first`: it was destroyed. A process may be filling the index. */
export const forgetBefore = async (node: string, first: number): Promise<void> => {
  if (!existsSync(indexFile(node))) return;
  const database = await openSqlite(indexFile(node), busyTimeoutMs);
  try {
    const remove = database.prepare(
      'delete from token where sequence in (select sequence from token where sequence < ? limit ?)',
    );
    const removeSome = (): number => {
      try {
        return remove.run(first, atOnce).changes;
      } catch (thrown) {
        if (storageError(thrown)?.code === 'DATABASE_BUSY') return atOnce; // its turn comes
        throw thrown;
      }
    };
    while (removeSome() === atOnce) await sleep(pauseMs);
  } finally {
    database.close();
  }
};
