import { driftOver } from '../clock.ts';

/**
 * One measurement of true time. It is held against the monotonic clock and not against the system clock, so that it
 * stays true when somebody sets that.
 */
export type Sample = {
  /** When it was measured, monotonic ms. */
  at: number;
  /** True time (ms since 1970 UTC) minus monotonic ms. */
  offset: number;
  /** The largest error of `offset` when it was measured, ms. */
  error: number;
  /** Of the source: 0 is a reference clock, 15 the last that counts (RFC 5905 §7.3). */
  stratum: number;
  /** The source's reference identifier towards our own clients, 4 bytes. */
  referenceId: Uint8Array;
  /** Leap indicator: 0, or 1 and 2 where a second will be inserted or taken away (RFC 5905 figure 9). */
  leap: number;
};

/** The largest error at `now`, monotonic ms. */
export const errorAt = ({ at, error }: Pick<Sample, 'at' | 'error'>, now: number): number =>
  error + driftOver(now - at);

/** Can both be true? */
export const agree = (one: Sample, other: Sample): boolean => {
  const later = Math.max(one.at, other.at);
  return Math.abs(one.offset - other.offset) <= errorAt(one, later) + errorAt(other, later);
};
