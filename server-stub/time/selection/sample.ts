import { driftOver, type Instant } from '../clock.ts';

/** What a driver measures of true time, when (monotonic ms), see `Sample`. */
export type Measurement = Omit<Sample, 'apart'>;

/**
 * One measurement of true time. It is held against the monotonic clock and not against the system clock, so that it
 * stays true when somebody sets that.
 */
export type Sample = Instant & {
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

/**
 * The largest error at `now`: what a quartz may have drifted, and by how much the two clocks have come apart, because that is how much of the time
 * between one of them may not have counted.
 */
export const errorAt = ({ at, apart, error }: Instant & { error: number }, now: Instant): number =>
  error + driftOver(now.at - at) + Math.abs(now.apart - apart);

/** Can both be true? */
export const agree = (one: Sample, other: Sample): boolean => {
  const later = one.at > other.at ? one : other;
  return Math.abs(one.offset - other.offset) <= errorAt(one, later) + errorAt(other, later);
};
