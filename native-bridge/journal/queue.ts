import { BedSignError, type QueueEntry } from '@bedsign/contract';
import type { Journal, JournalEntry } from './journal.ts';

const view = (entry: JournalEntry, sending: string | null): QueueEntry => {
  const { captureId, state, label, confirmedAt, attempts, failure, result } = entry;
  return {
    captureId,
    state: captureId === sending ? 'submitting' : state,
    ...label,
    confirmedAt,
    attempts,
    failure,
    signedAt: result?.signedAt ?? null,
  };
};

/** The journal as the nurse sees it, newest first. */
export const queueView = (journal: Pick<Journal, 'entries'>, sending: string | null): QueueEntry[] =>
  journal.entries().map((entry) => view(entry, sending));

/** Gives up a capture that was confirmed but never sealed; NOT_FOUND for anything else. */
export const discard = (journal: Pick<Journal, 'forget'>, captureId: string): void => {
  if (!journal.forget(captureId)) throw new BedSignError('NOT_FOUND', captureId);
};
