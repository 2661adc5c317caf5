/** Calls `start`, and the process that it spawns at once has a wall clock wrong by `shiftMs`. */
export const withClockOff = <T>(shiftMs: number, start: () => T): T => {
  const before = process.env.NODE_OPTIONS ?? '';
  process.env.NODE_OPTIONS = `${before} --import=${new URL('./shift-clock.ts', import.meta.url)}`.trim();
  process.env.CLOCK_SHIFT_MS = String(shiftMs);
  try {
    return start();
  } finally {
    process.env.NODE_OPTIONS = before;
    delete process.env.CLOCK_SHIFT_MS;
  }
};
