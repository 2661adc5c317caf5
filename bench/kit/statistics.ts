/** One measured figure. */
export type Figure = { name: string; unit: string; value: number };

export const figure = (name: string, unit: string, value: number): Figure => ({
  name,
  unit,
  value: Math.round(value * 10) / 10,
});

/** The smallest value that at least `share` (0…1) of `values` do not exceed (nearest rank). */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};
