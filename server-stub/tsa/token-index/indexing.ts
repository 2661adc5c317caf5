import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Durable, isBeyond } from '../log/durable.ts';

/** Fills a node's index behind its log. */
export type Indexing = {
  /** The log is whole up to here. */
  reach(durable: Durable): void;
  /** Resolves when the index has all that the log had when this was called, or cannot be written for now. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
};

/** Tokens gather this long before they are indexed: one transaction for many. */
const everyMs = 200;
const afterFailureMs = 2000;

type Answer = { error?: unknown };

/** Starts the thread with the first token. `onFailure`: the index waits, for room on the disk perhaps; the log goes on. */
export const startIndexing = (node: string, onFailure: (thrown: unknown) => void): Indexing => {
  const closing = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: closing.signal }).catch(() => {});
  let reached: Durable | undefined;
  let latest: Durable | undefined;
  const waiting = new Set<{ for: Durable; resolve(): void }>();
  let worker: Worker | undefined;
  let working: Promise<void> | undefined;

  const ask = (target: Durable): Promise<Answer> =>
    new Promise((resolve) => {
      const thread = worker ?? new Worker(new URL('./index-thread.ts', import.meta.url), { workerData: node });
      worker = thread;
      const answered = (answer: Answer) => {
        thread.off('error', died);
        resolve(answer);
      };
      const died = (error: unknown) => {
        thread.off('message', answered);
        worker = undefined;
        resolve({ error });
      };
      thread.once('message', answered).once('error', died);
      thread.postMessage(target);
    });

  const work = async (): Promise<void> => {
    while (reached) {
      await pause(everyMs);
      const target = reached;
      reached = undefined;
      const { error } = await ask(target);
      for (const each of waiting)
        if (error !== undefined || !isBeyond(each.for, target)) {
          waiting.delete(each);
          each.resolve();
        }
      if (error === undefined) continue;
      onFailure(error);
      if (closing.signal.aborted) break;
      reached ??= target;
      await pause(afterFailureMs);
    }
    working = undefined;
  };

  return {
    reach(durable) {
      latest = reached = durable;
      working ??= work();
    },
    caughtUp: () =>
      new Promise<void>((resolve) => {
        if (!working || !latest) return resolve();
        waiting.add({ for: latest, resolve });
      }),
    async close() {
      closing.abort();
      await working;
      await worker?.terminate();
    },
  };
};
