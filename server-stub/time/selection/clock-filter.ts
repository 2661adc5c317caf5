import type { Instant } from '../clock.ts';
import { agree, errorAt, type Sample } from './sample.ts';

/** Samples remembered of each source (RFC 5905 §7.2, NSTAGE). */
const stages = 8;

/**
 * RFC 5905 §10: the root mean square of how far the other samples are from the best one, ms. Only of what their own errors leave
 * unexplained: that a packet waited long on one way is in its error already.
 */
const jitterOf = (best: Sample, samples: readonly Sample[], now: Instant): number => {
  const squares = samples.map(
    (sample) => Math.max(Math.abs(sample.offset - best.offset) - errorAt(sample, now), 0) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / Math.max(samples.length - 1, 1));
};

/**
 * RFC 5905 §10: of the last samples of one source the one with the smallest error counts: a packet that waited on its way is outvoted
 * by those that did not. Samples that cannot be true together with the newest one are dropped: the source, or our clock, has
 * jumped in between.
 */
export const createClockFilter = () => {
  let samples: Sample[] = [];
  return {
    add(sample: Sample): void {
      samples = [sample, ...samples.filter((older) => agree(sample, older))].slice(0, stages);
    },
    clear(): void {
      samples = [];
    },
    /** The best sample not older than `maximumAgeMs`; its error is that at `now` and includes the jitter. */
    best(now: Instant, maximumAgeMs: number): Sample | undefined {
      const usable = samples.filter(({ at }) => now.at - at <= maximumAgeMs);
      const [first, ...others] = usable;
      if (!first) return undefined;
      const best = others.reduce((least, other) => (errorAt(other, now) < errorAt(least, now) ? other : least), first);
      return { ...best, ...now, error: errorAt(best, now) + jitterOf(best, usable, now) };
    },
  };
};
export type ClockFilter = ReturnType<typeof createClockFilter>;
