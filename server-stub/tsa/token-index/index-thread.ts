/** The thread that fills a node's index, so that signing never waits for it. Takes how far the log is whole, answers when it is there. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Durable } from '../log/durable.ts';
import { createFill } from './fill-index.ts';
import { openIndex } from './open-index.ts';

const node = workerData as string;
let fill: ReturnType<typeof createFill> | undefined;

parentPort?.on('message', async (target: Durable) => {
  try {
    fill ??= createFill(node, await openIndex(node));
    await fill(target);
    parentPort?.postMessage({ target });
  } catch (error) {
    parentPort?.postMessage({ target, error });
  }
});
