import { performance } from 'node:perf_hooks';

/** The computer's clocks, and a timer on them. Tests run on simulated ones. */
export type Clock = {
  /** The system clock, ms since 1970 UTC. Anybody may set it. */
  wall(): number;
  /** ms since some moment. Nobody sets it; it stands still while the computer sleeps. */
  monotonic(): number;
  /** Does `work` once after `ms`; returns how to call it off. */
  after(ms: number, work: () => void): () => void;
};

export const machineClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** System clock minus monotonic clock, ms; read again where something came between the two readings. */
export const difference = (clock: Clock): number => {
  for (let attempt = 1; ; attempt++) {
    const before = clock.monotonic();
    const wall = clock.wall();
    const after = clock.monotonic();
    if (after - before < 1 || attempt === 5) return wall - (before + after) / 2;
  }
};

/** Both clocks read together: monotonic ms, and by how much the system clock is ahead of it. */
export type Instant = { at: number; apart: number };
export const instant = (clock: Clock): Instant => ({ apart: difference(clock), at: clock.monotonic() });

/**
 * How fast the monotonic clock may run away from true time: RFC 5905 §11.1 takes 15 ppm for a disciplined clock (PHI); a quartz
 * that nothing disciplines stays within 100 ppm over its range of temperature.
 */
const driftPpm = 100;

/** The error that `ms` of the monotonic clock can have added, ms. */
export const driftOver = (ms: number): number => (Math.abs(ms) * driftPpm) / 1e6;
