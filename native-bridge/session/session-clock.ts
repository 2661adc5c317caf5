/** The clock of one capture. */
export type SessionClock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** What the pad's receipt clock showed when this clock was made. */
  startedMicros: number;
};

/**
 * The wall clock, read once and then carried on by the monotonic clock, so that a capture's times stay in order even
 * if somebody sets the PC's clock meanwhile. Never earlier than `notBefore`.
 */
export const createSessionClock = (nowMicros: () => number, notBefore = 0): SessionClock => {
  const base = Math.max(Date.now(), notBefore);
  const startedMicros = nowMicros();
  return { startedMicros, now: () => base + Math.floor((nowMicros() - startedMicros) / 1000) };
};
