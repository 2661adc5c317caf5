import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BedSignError, fromShape } from '@bedsign/contract';

/** What the command line says; the rest is in the settings. */
export type ProcessOptions = {
  data: string;
  host?: string;
  port?: number;
  tcpPort?: number;
  logLevel: string;
};
export type ProcessReady = { url: string; tcpPort?: number };
type Message = { ready?: ProcessReady; error?: unknown };

export type RunningService = ProcessReady & { processes: number; close(): Promise<void> };

const firstPauseMs = 250;
const longestPauseMs = 30_000;
/** A process that lived this long did not die of its start. */
const soundMs = 60_000;

/** Starts one process; resolves when it listens, rejects with why it cannot. */
const startOne = (options: ProcessOptions): Promise<{ worker: Worker; ready: ProcessReady }> => {
  const worker = cluster.fork();
  return new Promise((resolve, reject) => {
    worker.once('online', () => worker.send(options));
    worker.once('message', ({ ready, error }: Message) =>
      ready ? resolve({ worker, ready }) : reject(fromShape(error, 'INTERNAL')),
    );
    worker.once('exit', (code, signal) =>
      reject(fromShape({ code: 'INTERNAL', detail: `${signal ?? code}` }, 'INTERNAL')),
    );
  });
};

/**
 * Runs `processes` processes behind the same ports, and starts one again that dies, after a pause that doubles as long as it
 * keeps dying. `onDeath` is told of each.
 */
export const startService = async (
  options: ProcessOptions,
  processes: number,
  onDeath: (error: BedSignError | undefined) => void,
): Promise<RunningService> => {
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./process.ts', import.meta.url)), args: [] });
  let closing = false;

  const keep = async (first: { worker: Worker }): Promise<void> => {
    let { worker } = first;
    for (let pauseMs = firstPauseMs; !closing; ) {
      const since = performance.now();
      if (!worker.isDead()) await once(worker, 'exit');
      if (closing) return;
      onDeath(undefined);
      pauseMs = performance.now() - since > soundMs ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
      for (
        let again: { worker: Worker } | undefined;
        !again && !closing;
        pauseMs = Math.min(2 * pauseMs, longestPauseMs)
      ) {
        await sleep(pauseMs);
        again = await startOne(options).catch((error: BedSignError) => (closing ? undefined : void onDeath(error)));
        if (again) worker = again.worker;
      }
    }
  };

  // One after the other: what keeps the first from starting is said once. Port 0 is the same port for all (node:cluster).
  const first = await startOne(options);
  void keep(first);
  for (let count = 1; count < processes; count++) void keep(await startOne(options));

  return {
    ...first.ready,
    processes,
    async close() {
      closing = true;
      // Those that are still starting too, or they would outlive us.
      const all = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      const ended = all.map((worker) => once(worker, 'exit'));
      for (const worker of all) worker.send({ end: true });
      await Promise.all(ended);
    },
  };
};
