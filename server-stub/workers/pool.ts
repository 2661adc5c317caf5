import { BedSignError } from '@bedsign/contract';
import { type Job, type Limit, startThread, type Thread } from './thread.ts';

/** `fromOutside`: reads a file that nobody has read before, and may take as long as its maker likes. */
export type Rule = Limit & { fromOutside: boolean };
type Queued = { job: Job; rule: Rule } & Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>;
export type Pool = {
  run(job: Job, rule: Rule): Promise<unknown>;
  /** Starts every thread now; otherwise they start with the work. */
  warm(): void;
  close(): Promise<void>;
};

/**
 * `size` worker threads and one queue. Work from outside never takes the last thread, so that a file made to last
 * cannot hold up a signature. A thread that is lost is replaced when the next job needs one.
 */
export const createPool = (size: number): Pool => {
  const queue: Queued[] = [];
  const idle: Thread[] = [];
  const all = new Set<Thread>();
  let outside = 0;
  let closed = false;

  const start = (): Thread => {
    const thread = startThread();
    all.add(thread);
    void thread.ended.then(() => {
      all.delete(thread);
      const at = idle.indexOf(thread);
      if (at >= 0) idle.splice(at, 1);
    });
    return thread;
  };

  const runOn = async (thread: Thread, { job, rule, resolve, reject }: Queued): Promise<void> => {
    if (rule.fromOutside) outside++;
    let lost = false;
    void thread.ended.then(() => {
      lost = true;
    });
    await thread.run(job, rule).then(resolve, reject);
    if (rule.fromOutside) outside--;
    if (!lost) idle.push(thread);
    next();
  };

  const next = (): void => {
    const at = queue.findIndex(({ rule }) => !rule.fromOutside || outside < size - 1);
    const queued = queue[at];
    if (closed || !queued) return;
    const thread = idle.pop() ?? (all.size < size ? start() : undefined);
    if (!thread) return;
    queue.splice(at, 1);
    void runOn(thread, queued);
    next();
  };

  return {
    run(job, rule) {
      if (closed) return Promise.reject(new BedSignError('INTERNAL', 'the server is closing'));
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      queue.push({ job, rule, resolve, reject });
      next();
      return promise;
    },
    warm() {
      while (all.size < size) idle.push(start());
    },
    async close() {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(new BedSignError('INTERNAL', 'the server is closing'));
      await Promise.all([...all].map((thread) => thread.stop()));
    },
  };
};
