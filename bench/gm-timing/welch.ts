import { percentile } from '../kit/statistics.ts';

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: squares / (values.length - 1) / values.length };
};

/** Welch's t of two samples. */
export function welch(a: readonly number[], b: readonly number[]): number {
  const [first, second] = [moments(a), moments(b)];
  return (first.mean - second.mean) / Math.sqrt(first.error + second.error);
}

/** The largest |t| over samples cropped at several percentiles, since interruptions only ever lengthen a measurement. */
export function croppedT(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const limits = [0.5, 0.75, 0.9, 0.95, 0.99, 1].map((share) => percentile(all, share));
  const values = limits.map((limit) => {
    const below = [a, b].map((sample) => sample.filter((value) => value <= limit));
    return Math.abs(welch(below[0] ?? [], below[1] ?? []));
  });
  return Math.max(...values.filter(Number.isFinite));
}
