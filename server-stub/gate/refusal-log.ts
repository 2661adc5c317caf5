import type { PkiFailure } from '@bedsign/gm';

/** What of a logger is needed here; Fastify's own fits. */
export type RefusalLogger = { warn(fields: Record<string, unknown>, message: string): void };

/** Why a peer was sent away before its question was read, or got no time stamp (PKIFailureInfo, or no query at all). */
export type RefusalReason =
  | 'address-denied'
  | 'too-many-connections'
  | 'too-many-requests'
  | 'not-a-query'
  | PkiFailure;

export type RefusalLog = {
  /** `from`: an address, or who else asked. `thrown`: what stands behind it, if anything does. */
  note(reason: RefusalReason, from: string | undefined, thrown?: unknown): void;
  /** Since the start; what never happened is absent. */
  totals(): Partial<Record<RefusalReason, number>>;
};

/** A flood writes this often, whatever its size. */
const everyMs = 10_000;

/**
 * Counts refusals and names them in the log at a bounded rate: the first of its kind at once, then at most one line
 * each ten seconds with the number of those in between.
 */
export const createRefusalLog = (log: RefusalLogger): RefusalLog => {
  const totals: Partial<Record<RefusalReason, number>> = {};
  const unsaid = new Map<RefusalReason, { count: number; from: string | undefined; err?: unknown }>();
  const sayLater = (reason: RefusalReason): void => {
    unsaid.set(reason, { count: 0, from: undefined });
    setTimeout(() => {
      const { count, from, err } = unsaid.get(reason) ?? { count: 0, from: undefined };
      unsaid.delete(reason);
      if (count === 0) return;
      log.warn({ reason, count, lastAddress: from, ...(err !== undefined && { err }) }, 'refused');
      sayLater(reason);
    }, everyMs).unref();
  };
  return {
    note(reason, from, err) {
      totals[reason] = (totals[reason] ?? 0) + 1;
      const waiting = unsaid.get(reason);
      if (waiting) return void unsaid.set(reason, { count: waiting.count + 1, from, err });
      log.warn({ reason, count: 1, lastAddress: from, ...(err !== undefined && { err }) }, 'refused');
      sayLater(reason);
    },
    totals: () => ({ ...totals }),
  };
};
