import type { ErrorShape } from '@bedsign/contract';
import type { WorkName } from './heavy-work.ts';

/** A worker has one job at a time, so nothing needs a number. */
export type ToWorker =
  | { type: 'job'; name: WorkName; args: unknown[] }
  | { type: 'answer'; value: unknown }
  | { type: 'no-answer' };

/** `question`: what only the main thread can do, for it holds the keys. */
export type FromWorker =
  | { type: 'question'; value: unknown }
  | { type: 'result'; value: unknown }
  | { type: 'error'; shape: ErrorShape; stack: string | undefined };
