/** Preloaded into a process of ours, so that its wall clock is wrong by CLOCK_SHIFT_MS; its monotonic clock is not. */
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
const rightNow = Date.now;

globalThis.Date = class extends Date {
  constructor(...given: [] | [number | string | Date]) {
    super(given.length === 0 ? rightNow() + shiftMs : given[0]);
  }
  static override now(): number {
    return rightNow() + shiftMs;
  }
} as DateConstructor;
