/** Share of its lag behind receipt that one report makes good, and the most, as a share of the period. */
const pull = 1 / 32;
const mostPull = 1 / 10;
/** Weight of one interval in the measured period, which may differ from the model's by this factor. */
const weight = 1 / 256;
const mostDeviation = 2;

/**
 * Frees times of receipt from their jitter. While the pen is in range, reports come at the pad's rate and only ever late:
 * so each is put one period behind the one before, or at its receipt if that is earlier, and what lags is drawn towards
 * its receipt slowly. Reports that waited in a queue and come in a burst are thereby laid out over the time they were
 * written in. The period starts as the model's and follows the mean interval, which a burst does not change.
 */
export const createUniformClock = (reportsPerSecond: number | undefined) => {
  const nominal = reportsPerSecond ? 1e6 / reportsPerSecond : 0;
  let period = nominal;
  let last = Number.NEGATIVE_INFINITY;
  let lastReceived: number | undefined;
  const next = (received: number, before: number): number => {
    const measured = period + (received - before - period) * weight;
    period = Math.min(nominal * mostDeviation, Math.max(nominal / mostDeviation, measured));
    const lag = received - (last + period);
    return lag <= 0 ? received : last + period + Math.min(lag * pull, period * mostPull);
  };
  return {
    /** Begins a new run, as after a leave: the next report is put at its receipt. */
    restart(): void {
      lastReceived = undefined;
    },
    /** Microseconds of receipt, to microseconds of uniform time: never later than that, never before the report before. */
    at(received: number): number {
      const placed = lastReceived === undefined || nominal === 0 ? received : next(received, lastReceived);
      lastReceived = received;
      last = Math.max(last, placed);
      return last;
    },
  };
};
