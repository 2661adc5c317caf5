import type { Instant } from '../clock.ts';
import { leapWindowFrom } from '../leap-window.ts';
import type { Sample } from './sample.ts';
import { type Interval, select } from './select.ts';

/** What one source says now, as it enters the selection. */
export type Candidate<S> = { source: S; sample: Sample };

/** True time as the sources together have it, at monotonic `at`; see `Sample`. */
export type Estimate<S> = Sample & { bound: Interval; leapFrom: number; truechimers: S[] };

const average = (samples: readonly Sample[]): number => {
  // Around the first, so that 10¹² ms do not cost the digits that matter.
  const [origin = 0] = samples.map(({ offset }) => offset);
  const weights = samples.map(({ error }) => 1 / Math.max(error, 0.001));
  const weighted = samples.reduce((sum, { offset }, index) => sum + (offset - origin) * (weights[index] ?? 0), 0);
  return origin + weighted / weights.reduce((sum, weight) => sum + weight, 0);
};

/**
 * RFC 5905 §11.2: falsetickers are dropped, the others averaged with the inverse of their error as weight. Samples are as they are
 * at `now`. Undefined if the sources cannot be true together.
 */
export const combine = <S>(candidates: readonly Candidate<S>[], now: Instant): Estimate<S> | undefined => {
  const intervals = candidates.map((candidate) => {
    const { offset, error } = candidate.sample;
    return { ...candidate, low: offset - error, high: offset + error };
  });
  const selected = select(intervals);
  if (!selected) return undefined;
  const { truechimers, bound } = selected;
  const samples = truechimers.map(({ sample }) => sample);
  const offset = Math.min(Math.max(average(samples), bound.low), bound.high);
  const best = samples.reduce((least, other) => (other.error < least.error ? other : least));
  return {
    ...best,
    ...{ ...now, offset, bound, error: Math.max(bound.high - offset, offset - bound.low) },
    // One is enough to be careful: what an announcement costs is a few seconds at the end of a month.
    leap: samples.find(({ leap }) => leap !== 0)?.leap ?? 0,
    leapFrom: leapWindowFrom(now.at + offset),
    truechimers: truechimers.map(({ source }) => source),
  };
};
