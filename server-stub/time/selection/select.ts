/** Where true time lies on one source's account: anywhere in [low, high]. */
export type Interval = { low: number; high: number };

/** From the first to the last point that lies in at least `needed` of the intervals. */
export const coveredBy = (needed: number, intervals: readonly Interval[]): Interval | undefined => {
  const edges = intervals
    .flatMap(({ low, high }) => [
      { at: low, step: 1 },
      { at: high, step: -1 },
    ])
    .sort((a, b) => a.at - b.at || b.step - a.step);
  let depth = 0;
  let low: number | undefined;
  let high: number | undefined;
  for (const { at, step } of edges) {
    if (step < 0 && depth >= needed) high = at;
    depth += step;
    if (depth >= needed) low ??= at;
  }
  return low !== undefined && high !== undefined ? { low, high } : undefined;
};

const middle = ({ low, high }: Interval): number => (low + high) / 2;

/** RFC 5905 §11.2.1: the smallest number of falsetickers with which the others agree, and where they do. */
const intersection = (intervals: readonly Interval[]): Interval | undefined => {
  for (let falsetickers = 0; 2 * falsetickers < intervals.length; falsetickers++) {
    const common = coveredBy(intervals.length - falsetickers, intervals);
    if (!common) continue;
    const outside = intervals.filter((one) => middle(one) < common.low || middle(one) > common.high).length;
    if (outside <= falsetickers) return common;
  }
  return undefined;
};

/**
 * Which of `intervals` are truechimers, and a bound for true time: it lies within `bound` as long as fewer than half of the sources
 * lie (Marzullo's fault-tolerant intersection). Undefined where no majority can be true together.
 */
export const select = <I extends Interval>(
  intervals: readonly I[],
): { truechimers: I[]; bound: Interval } | undefined => {
  const common = intersection(intervals);
  const bound = coveredBy(Math.floor(intervals.length / 2) + 1, intervals);
  if (!common || !bound) return undefined;
  return { truechimers: intervals.filter(({ low, high }) => low <= common.high && high >= common.low), bound };
};
