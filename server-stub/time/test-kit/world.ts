import type { Clock } from '../clock.ts';

type Timer = { at: number; work: () => void };

export type WorldOptions = {
  /** True time at the beginning, ms since 1970 UTC. */
  start?: number;
  /** How much faster than true time the computer's clocks run. */
  driftPpm?: number;
  /** System clock minus true time at the beginning, ms. */
  systemOffset?: number;
  /** True time when a leap second has just been inserted: UTC is one second less from then on. */
  leapAt?: number;
};

/** A computer and the true time around it, both under the test's control. Timers run in order, as time comes to them. */
export const createWorld = (options: WorldOptions = {}) => {
  const {
    start = Date.UTC(2026, 10, 25, 8),
    driftPpm = 0,
    systemOffset = 0,
    leapAt = Number.POSITIVE_INFINITY,
  } = options;
  let elapsed = 0;
  let monotonic = 5000;
  let apart = start + systemOffset - monotonic;
  let timers: Timer[] = [];
  const rate = 1 + driftPpm / 1e6;

  const clock: Clock = {
    wall: () => Math.floor(monotonic + apart),
    monotonic: () => monotonic,
    after(ms, work) {
      const timer = { at: monotonic + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };

  const advance = (ms: number): void => {
    elapsed += ms;
    monotonic += ms * rate;
  };
  /** Lets everything that is only waiting for promises come to rest. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    clock,
    /** True UTC, ms since 1970; a leap second has the numbers of the second before it, as NTP has it. */
    truth: (): number => start + elapsed - (start + elapsed >= leapAt ? 1000 : 0),
    settle,
    /** Lets true time pass; `each` is called after everything that happened on the way. */
    async run(ms: number, each: () => void = () => {}): Promise<void> {
      const end = elapsed + ms;
      for (;;) {
        await settle();
        each();
        const next = timers.reduce<Timer | undefined>(
          (first, other) => (first && first.at <= other.at ? first : other),
          undefined,
        );
        const wait = next ? (next.at - monotonic) / rate : Number.POSITIVE_INFINITY;
        if (!next || elapsed + wait > end) break;
        advance(Math.max(wait, 0));
        timers = timers.filter((other) => other !== next);
        next.work();
      }
      advance(end - elapsed);
      await settle();
      each();
    },
    /** Somebody sets the system clock. */
    setSystemClock(byMs: number): void {
      apart += byMs;
    },
    /** The operating system moves both clocks. */
    slew(byMs: number): void {
      monotonic += byMs;
    },
    /** The computer sleeps: only its system clock knows afterwards. */
    sleep(ms: number): void {
      elapsed += ms;
      apart += ms;
    },
  };
};
export type World = ReturnType<typeof createWorld>;
