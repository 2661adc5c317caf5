import type { QueueEntry } from '@bedsign/contract';

export type QueueCounts = { open: number; failed: number; signed: number };

/** What the header shows: still to be sent (or finished), failed, signed. */
export const countQueue = (queue: readonly QueueEntry[]): QueueCounts => {
  const failed = queue.filter(({ state }) => state === 'refused').length;
  const signed = queue.filter(({ state }) => state === 'signed').length;
  return { open: queue.length - failed - signed, failed, signed };
};
