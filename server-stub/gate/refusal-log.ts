/** What of a logger is needed here; Fastify's own fits. */
export type RefusalLogger = { warn(fields: Record<string, unknown>, message: string): void };

/** Why a peer was sent away before anything was read from it. */
export type RefusalReason = 'address-denied' | 'too-many-connections';

export type RefusalLog = {
  note(reason: RefusalReason, address: string | undefined): void;
  /** Since the start. */
  totals(): Record<RefusalReason, number>;
};

/** A flood writes this often, whatever its size. */
const everyMs = 10_000;

/**
 * Counts refusals and names them in the log at a bounded rate: the first of its kind at once, then at most one line
 * each ten seconds with the number of those in between.
 */
export const createRefusalLog = (log: RefusalLogger): RefusalLog => {
  const totals: Record<RefusalReason, number> = { 'address-denied': 0, 'too-many-connections': 0 };
  const unsaid = new Map<RefusalReason, { count: number; address: string | undefined }>();
  const sayLater = (reason: RefusalReason): void => {
    unsaid.set(reason, { count: 0, address: undefined });
    setTimeout(() => {
      const { count, address } = unsaid.get(reason) ?? { count: 0, address: undefined };
      unsaid.delete(reason);
      if (count === 0) return;
      log.warn({ reason, count, lastAddress: address }, 'refused');
      sayLater(reason);
    }, everyMs).unref();
  };
  return {
    note(reason, address) {
      totals[reason]++;
      const waiting = unsaid.get(reason);
      if (waiting) return void unsaid.set(reason, { count: waiting.count + 1, address });
      log.warn({ reason, count: 1, lastAddress: address }, 'refused');
      sayLater(reason);
    },
    totals: () => ({ ...totals }),
  };
};
