import type { TimeSourceState } from '@bedsign/contract';
import { type Clock, type Instant, instant } from './clock.ts';
import { createClockFilter } from './selection/clock-filter.ts';
import type { Measurement, Sample } from './selection/sample.ts';
import { SourceError } from './source-error.ts';

/** How one kind of source is asked; `ask` throws SourceError where there is no time. */
export type SourceDriver = { kind: string; name: string; ask(): Promise<Measurement>; close?(): Promise<void> };

/** A source with what it said before. */
export type Source = {
  /** Asks it, unless it wished to be left alone; never rejects. True if it gave a time. */
  poll(): Promise<boolean>;
  /** Its best sample, as it is at `now`. */
  best(now: Instant): Sample | undefined;
  /** Drops what it said before now: the clocks have jumped since. */
  forget(): void;
  state(agrees: boolean): TimeSourceState;
  close(): Promise<void>;
};

/** RFC 5905 §7.4: after RATE a server is asked half as often as before, and half of that after the next, ms. */
const slowest = 1_024_000;
const slower = (intervalMs: number): number => Math.min(Math.max(2 * intervalMs, 64_000), slowest);

const round = (ms: number): number => Math.round(ms * 1000) / 1000;

export const createSource = (driver: SourceDriver, clock: Clock, staleAfterMs: number): Source => {
  const filter = createClockFilter();
  let failure: SourceError | undefined;
  let lastAnswerAt: number | null = null;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let leastIntervalMs = 0;
  let generation = 0;

  const fail = (thrown: unknown): void => {
    failure = thrown instanceof SourceError ? thrown : new SourceError('silent', String(thrown));
    // What it said while it was synchronised, or willing, no longer counts.
    if (failure.status !== 'silent') filter.clear();
    if (failure.backOff === 'slower') leastIntervalMs = slower(leastIntervalMs);
    if (failure.backOff === 'never') leastIntervalMs = Number.POSITIVE_INFINITY;
  };

  return {
    async poll() {
      if (clock.monotonic() < pausedUntil) return false;
      const asked = generation;
      const before = instant(clock);
      try {
        const measured = await driver.ask();
        // Asked before a jump, answered after it: belongs to neither side.
        if (asked !== generation) return false;
        const { apart } = instant(clock);
        // Where the clocks came apart meanwhile, the answer is that much less worth.
        filter.add({ ...measured, apart, error: measured.error + Math.abs(apart - before.apart) });
        failure = undefined;
        lastAnswerAt = clock.wall();
        return true;
      } catch (thrown) {
        fail(thrown);
        return false;
      } finally {
        pausedUntil = clock.monotonic() + leastIntervalMs;
      }
    },
    best: (now) => filter.best(now, staleAfterMs),
    forget() {
      generation++;
      filter.clear();
    },
    state(agrees) {
      const now = instant(clock);
      const sample = filter.best(now, staleAfterMs);
      return {
        ...{ kind: driver.kind, name: driver.name },
        status: sample ? (agrees ? 'agrees' : 'disagrees') : (failure?.status ?? 'silent'),
        offsetMs: sample ? round(now.apart - sample.offset) : null,
        errorMs: sample ? round(sample.error) : null,
        stratum: sample?.stratum ?? null,
        leapAnnounced: (sample?.leap ?? 0) !== 0,
        lastAnswerAt,
        problem: failure?.message ?? null,
      };
    },
    close: async () => driver.close?.(),
  };
};
