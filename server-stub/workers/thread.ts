import { Worker } from 'node:worker_threads';
import { BedSignError, type ErrorCode, fromShape } from '@bedsign/contract';
import type { WorkName } from './heavy-work.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** `answer`: what the main thread does when the job asks. */
export type Job = { name: WorkName; args: unknown[]; answer?: (value: never) => Promise<unknown> };
/** How long a job may take, and what it means if it takes longer or more memory than there is. */
export type Limit = { ms: number; code: ErrorCode };
export type Thread = {
  run(job: Job, limit: Limit): Promise<unknown>;
  /** Resolves when it is gone, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<unknown>;
};

/** A file that unfolds into more than this was made to. */
const heapMb = 512;

/** Starts a worker thread that runs one job at a time. */
export const startThread = (): Thread => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const post = (message: ToWorker) => worker.postMessage(message);
  let failure: (Error & { code?: string }) | undefined;
  worker.on('error', (error: Error) => {
    failure = error;
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  const run: Thread['run'] = ({ name, args, answer }, limit) =>
    new Promise((resolve, reject) => {
      let overtime = false;
      let refusal: unknown;
      const settle = (settled: () => void) => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('exit', onExit);
        settled();
      };
      const timer = setTimeout(() => {
        overtime = true;
        void worker.terminate();
      }, limit.ms);
      const answerIt = async (value: unknown) => {
        try {
          post({ type: 'answer', value: await answer?.(value as never) });
        } catch (thrown) {
          refusal = thrown;
          post({ type: 'no-answer' });
        }
      };
      const onMessage = (message: FromWorker) => {
        if (message.type === 'question') void answerIt(message.value);
        else if (message.type === 'result') settle(() => resolve(message.value));
        else settle(() => reject(refusal ?? errorFrom(message)));
      };
      const onExit = () => {
        const tooMuch = overtime || failure?.code === 'ERR_WORKER_OUT_OF_MEMORY';
        const detail = `${name}: ${overtime ? `not done after ${limit.ms / 1000} s` : (failure?.message ?? 'stopped')}`;
        settle(() => reject(new BedSignError(tooMuch ? limit.code : 'INTERNAL', detail, { cause: failure })));
      };
      worker.on('message', onMessage).on('exit', onExit);
      post({ type: 'job', name, args });
    });
  return { run, ended, stop: () => worker.terminate() };
};

/** The worker's error again, with the stack it had there for the log. */
const errorFrom = ({ shape, stack }: Extract<FromWorker, { type: 'error' }>): BedSignError => {
  const error = fromShape(shape, 'INTERNAL');
  if (stack !== undefined) error.stack = stack;
  return error;
};
