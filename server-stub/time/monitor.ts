import type { TimeSettings, TimeState, UntrustedReason } from '@bedsign/contract';
import { type Clock, difference, instant } from './clock.ts';
import { leapWindowMs } from './leap-window.ts';
import { combine, type Estimate } from './selection/combine.ts';
import { agree, errorAt, type Sample } from './selection/sample.ts';
import type { Source } from './source.ts';

/** Between two looks the system clock and the monotonic one may come apart by this much, ms. */
const jumpMs = 50;
/** Good rounds after a fault before time is trusted again. */
const roundsToRecover = 3;

/** True time with its largest error, ms, and what our own clients are to know of where it comes from. */
export type Moment = Pick<Sample, 'stratum' | 'referenceId' | 'leap'> & {
  ms: number;
  errorMs: number;
  /** When the sources were last asked, in true time. */
  measuredAt: number;
};

/** The whole milliseconds that are stated: the time itself is cut to whole ones. */
export const accuracyOf = (errorMs: number): number => Math.ceil(errorMs) + 1;

type Fault = { reason: UntrustedReason; roundsLeft: number };

/**
 * Decides whether time is trusted. True time is kept as an offset to the monotonic clock, so that setting the system clock does not
 * move it; the system clock is watched beside it, because everything else on this server is dated by it.
 */
export const createMonitor = (clock: Clock, limits: TimeSettings['limits'], sources: readonly Source[]) => {
  let apart = difference(clock);
  let estimate: Estimate<Source> | undefined;
  let fault: Fault | undefined = { reason: 'NO_SOURCE', roundsLeft: 1 };
  let since = clock.wall();
  let quietUntil: number | undefined;
  let agreeing: readonly Source[] = [];

  const setFault = (next: Fault | undefined): void => {
    if (next?.reason !== fault?.reason) since = clock.wall();
    fault = next;
  };

  /** What was measured before now says nothing about the time after it. */
  const forget = (): void => {
    apart = difference(clock);
    estimate = undefined;
    for (const source of sources) source.forget();
  };

  const raise = (reason: UntrustedReason): UntrustedReason => {
    setFault({ reason, roundsLeft: roundsToRecover });
    if (reason === 'LEAP_SECOND') quietUntil = clock.monotonic() + leapWindowMs + limits.maximumAccuracyMs;
    if (reason === 'LEAP_SECOND' || reason === 'CLOCK_JUMPED') forget();
    return reason;
  };

  const recover = (): void => {
    if (!fault) return;
    setFault(fault.roundsLeft > 1 ? { reason: 'RECOVERING', roundsLeft: fault.roundsLeft - 1 } : undefined);
  };

  const jumped = (): boolean =>
    Math.abs(clock.wall() - clock.monotonic() - apart) > jumpMs && Math.abs(difference(clock) - apart) > jumpMs;

  /** This moment on `by`'s account, or why it must not be stated. */
  const momentBy = (by: Estimate<Source>): Moment | UntrustedReason => {
    const now = instant(clock);
    const ms = now.at + by.offset;
    const systemOffset = Math.abs(now.apart - by.offset);
    // The operating system may be slewing both clocks towards true time, by as much as the system clock is wrong.
    const errorMs = errorAt(by, now) + systemOffset;
    if (by.leap !== 0 && ms + errorMs >= by.leapFrom) return 'LEAP_SECOND';
    if (now.at - by.at > limits.staleAfterMs) return 'STALE';
    if (systemOffset > limits.maximumOffsetMs) return 'OFFSET_TOO_LARGE';
    if (accuracyOf(errorMs) > limits.maximumAccuracyMs) return 'ACCURACY_TOO_LOW';
    const { stratum, referenceId, leap } = by;
    return { ms, errorMs, measuredAt: by.at + by.offset, stratum, referenceId, leap };
  };

  const now = (): Moment | UntrustedReason => {
    if (fault) return fault.reason;
    if (jumped()) return raise('CLOCK_JUMPED');
    const moment = estimate ? momentBy(estimate) : 'NO_SOURCE';
    return typeof moment === 'string' ? raise(moment) : moment;
  };

  /** Takes what the sources say as the new estimate; what is wrong with it, if anything. */
  const adopt = (): UntrustedReason | undefined => {
    const now = instant(clock);
    const candidates = sources.flatMap((source) => {
      const sample = source.best(now);
      return sample ? [{ source, sample }] : [];
    });
    if (candidates.length === 0) return estimate ? 'STALE' : 'NO_SOURCE';
    if (candidates.length < limits.minimumAgreeing) return 'TOO_FEW_SOURCES';
    const next = combine(candidates, now);
    agreeing = next?.truechimers ?? [];
    if (!next || agreeing.length < limits.minimumAgreeing) return 'SOURCES_DISAGREE';
    const before = estimate;
    estimate = next;
    if (before && !agree(before, next)) return 'SOURCES_JUMPED';
    const moment = momentBy(next);
    return typeof moment === 'string' ? moment : undefined;
  };

  const round = async (): Promise<boolean> => {
    if (quietUntil !== undefined) {
      if (clock.monotonic() < quietUntil) return false;
      quietUntil = undefined;
      forget();
    }
    const answers = await Promise.all(sources.map(async (source) => ((await source.poll()) ? [source] : [])));
    if (quietUntil !== undefined) return false; // it began meanwhile
    if (jumped()) raise('CLOCK_JUMPED');
    const objection = adopt();
    if (objection) raise(objection);
    const fresh = answers.flat().filter((source) => agreeing.includes(source)).length;
    const good = objection === undefined && fresh >= limits.minimumAgreeing;
    if (good) recover();
    return good;
  };

  return {
    now,
    /** Every second: has a clock jumped, has the estimate grown too old? */
    tick(): void {
      if (quietUntil === undefined && jumped()) raise('CLOCK_JUMPED');
      else now();
      apart = difference(clock);
    },
    /** Asks all sources once and draws the conclusions; false where the round gave no time to rely on. */
    round,
    /** Why time is not trusted, or null where it is. */
    reason: (): UntrustedReason | null => fault?.reason ?? null,
    state(): TimeState {
      const moment = now();
      const trusted = typeof moment !== 'string';
      const offset = estimate && clock.wall() - clock.monotonic() - estimate.offset;
      return {
        ...{ trusted, reason: trusted ? null : moment, demo: false, since },
        offsetMs: offset === undefined ? null : Math.round(offset * 1000) / 1000,
        accuracyMs: trusted ? accuracyOf(moment.errorMs) : null,
        stratum: estimate?.stratum ?? null,
        leapAnnounced: (estimate?.leap ?? 0) !== 0,
        sources: sources.map((source) => source.state(agreeing.includes(source))),
        sntpServer: null,
      };
    },
  };
};
export type Monitor = ReturnType<typeof createMonitor>;
