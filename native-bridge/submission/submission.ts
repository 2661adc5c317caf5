import { asBedSignError, BedSignError, type CaptureResult, type ErrorShape } from '@bedsign/contract';
import type { Journal } from '../journal/journal.ts';
import { delayAfter, mayPassByItself } from './retry-policy.ts';

/** What became of one attempt. */
export type Progress =
  | { state: 'submitting' }
  | { state: 'signed'; result: CaptureResult }
  | { state: 'waiting' | 'refused'; failure: ErrorShape };

/** Sends sealed bundles until the server has them: one at a time, the oldest due first, across restarts. */
export type Submission = ReturnType<typeof startSubmission>;

export const startSubmission = (options: {
  journal: Pick<Journal, 'waiting' | 'envelope' | 'signed' | 'failed' | 'again'>;
  send(captureId: string, envelope: Uint8Array, sealedAt: number): Promise<CaptureResult>;
  onProgress(captureId: string, progress: Progress): void;
  log(line: string): void;
}) => {
  const { journal, send, log } = options;
  /** Attempts and due times live in memory: after a restart everything is due at once. */
  const schedule = new Map<string, { attempts: number; dueAt: number }>();
  let timer: NodeJS.Timeout | undefined;
  let sending: string | null = null;
  let ended = false;

  /** Whoever listens must not stop the sending. */
  const onProgress = (captureId: string, progress: Progress): void => {
    try {
      options.onProgress(captureId, progress);
    } catch (thrown) {
      log(`capture ${captureId}: progress not shown: ${asBedSignError(thrown).code}`);
    }
  };

  const attempt = async (captureId: string): Promise<Progress> => {
    let result: CaptureResult;
    try {
      const { envelope, sealedAt } = journal.envelope(captureId);
      result = await send(captureId, envelope, sealedAt);
      if (result.captureId !== captureId) throw new BedSignError('SERVER_FAULT', 'answer for another capture');
    } catch (thrown) {
      const error = asBedSignError(thrown);
      const again = mayPassByItself(error);
      journal.failed(captureId, again ? 'sealed' : 'refused', error.toJSON());
      return { state: again ? 'waiting' : 'refused', failure: error.toJSON() };
    }
    journal.signed(captureId, result);
    return { state: 'signed', result };
  };

  /** An attempt whose outcome the journal cannot take (disk full) is repeated: the server answers the same again. */
  const submit = async (captureId: string): Promise<void> => {
    sending = captureId;
    onProgress(captureId, { state: 'submitting' });
    const progress = await attempt(captureId).catch(
      (thrown): Progress => ({ state: 'waiting', failure: asBedSignError(thrown).toJSON() }),
    );
    sending = null;
    if (ended) return;
    const attempts = (schedule.get(captureId)?.attempts ?? 0) + 1;
    if (progress.state === 'waiting')
      schedule.set(captureId, { attempts, dueAt: Date.now() + delayAfter(attempts, Math.random()) });
    else schedule.delete(captureId);
    onProgress(captureId, progress);
    run();
  };

  /** A journal that cannot tell leaves everything as it is and is asked again in a minute. */
  const waiting = (): string[] => {
    try {
      return journal.waiting();
    } catch (thrown) {
      log(`nothing submitted: ${asBedSignError(thrown).code}`);
      timer = setTimeout(run, delayAfter(Number.POSITIVE_INFINITY, 1));
      return [];
    }
  };
  const dueAt = (captureId: string) => schedule.get(captureId)?.dueAt ?? 0;
  const run = (): void => {
    clearTimeout(timer);
    if (ended || sending !== null) return;
    const [next] = waiting().sort((a, b) => dueAt(a) - dueAt(b));
    if (next === undefined) return;
    // Through the timer even when due now: a caller's own answer goes out before the progress.
    timer = setTimeout(
      () => submit(next).catch((thrown) => log(`capture ${next}: ${asBedSignError(thrown).code}`)),
      Math.max(0, dueAt(next) - Date.now()),
    );
  };
  run();

  return {
    /** The capture that is on its way to the server at this moment. */
    sending: (): string | null => sending,
    /** There is something new to send. */
    wake: run,
    /** Sends this one now, whatever its back-off; NOT_FOUND unless it is sealed or refused. */
    retry(captureId: string): void {
      if (!journal.waiting().includes(captureId)) journal.again(captureId);
      schedule.delete(captureId);
      run();
    },
    end(): void {
      ended = true;
      clearTimeout(timer);
    },
  };
};
