/** One worker thread: takes jobs by name, one after the other. */
import { parentPort } from 'node:worker_threads';
import { asBedSignError, BedSignError } from '@bedsign/contract';
import { loadFont } from '../sealing/index.ts';
import { heavyWork, type WorkName } from './heavy-work.ts';
import type { FromWorker, ToWorker } from './messages.ts';

if (!parentPort) throw new BedSignError('INTERNAL', 'worker.ts runs in a worker thread');
const port = parentPort;
const post = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

let waiting: PromiseWithResolvers<Uint8Array> | undefined;

/** Asks the main thread to sign; the key stays there. */
const sign = (digest: Uint8Array): Promise<Uint8Array> => {
  waiting = Promise.withResolvers();
  post({ type: 'question', value: digest });
  return waiting.promise;
};

const work: Record<WorkName, (...args: never[]) => Promise<unknown>> = {
  ...heavyWork,
  sealDocument: (act: Parameters<typeof heavyWork.sealDocument>[0]) => heavyWork.sealDocument({ ...act, sign }),
};

/** A result that fills its buffer is handed over; anything else is copied. */
const buffersOf = (value: unknown): ArrayBuffer[] =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength
    ? [value.buffer]
    : [];

const run = async (name: WorkName, args: unknown[]): Promise<void> => {
  try {
    const value = await work[name](...(args as never[]));
    post({ type: 'result', value }, buffersOf(value));
  } catch (thrown) {
    const error = asBedSignError(thrown);
    post({ type: 'error', shape: error.toJSON(), stack: thrown instanceof Error ? thrown.stack : undefined });
  }
};

port.on('message', (message: ToWorker) => {
  if (message.type === 'job') void run(message.name, message.args);
  else if (message.type === 'answer') waiting?.resolve(message.value as Uint8Array);
  else waiting?.reject(new BedSignError('INTERNAL', 'not signed'));
});

// Parsing it takes longer than sealing: better now than in front of the first patient.
loadFont();
