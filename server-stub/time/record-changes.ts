import type { TimeState } from '@bedsign/contract';
import type { Clock } from './clock.ts';

/** However fast time comes and goes, it is recorded no more often than this, ms. */
const everyMs = 10_000;

/** `skipped`: changes since the last record that were not recorded themselves. */
export type Change = { state: TimeState; skipped: number };

/** Hands on the changes of trusted time at a bounded rate: the first at once, of a flood only the latest and its number. */
export const createChangeRecorder = (clock: Clock, write: (change: Change) => void) => {
  let waiting: TimeState | undefined;
  let skipped = 0;
  let cancel: (() => void) | undefined;

  const flush = (): void => {
    cancel = undefined;
    if (waiting) record(waiting);
  };
  const record = (state: TimeState): void => {
    write({ state, skipped });
    waiting = undefined;
    skipped = 0;
    cancel = clock.after(everyMs, flush);
  };
  return {
    note(state: TimeState): void {
      if (waiting) skipped++;
      if (cancel) waiting = state;
      else record(state);
    },
    /** Records what is still waiting. */
    close(): void {
      cancel?.();
      flush();
      cancel?.();
    },
  };
};
