/** UTC is inserted into or taken from at the end of a month only (ITU-R TF.460-6 §2.1). */
const nextMonth = (ms: number): number => {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
};

/** How long before and after the end of the month a time may mean two moments, ms. */
const marginMs = 1000;

/** When the window around the next possible leap second opens that is not over yet, ms since 1970. */
export const leapWindowFrom = (ms: number): number => nextMonth(ms - marginMs) - marginMs;

/** Its length on any clock: one that does not know of an inserted second is a second early. */
export const leapWindowMs = 2 * marginMs + 1000;
