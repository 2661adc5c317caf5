import { loadavg } from 'node:os';
import { percentile } from './statistics.ts';

/** One figure of ours beside the same figure of a peer; a ratio above 1 is in our favour. */
export type Comparison = { name: string; unit: string; value: number; peer: string; peerValue: number; ratio: number };

/** Runs for about `milliseconds` and returns how many units of work were done a second. */
export type Contestant = (milliseconds: number) => number | Promise<number>;

/** The first peer is the yardstick of the goals. */
export type Contest = { name: string; unit: string; ours: Contestant; peers: Record<string, Contestant> };

const rounds = 7;
const sliceMs = 300;

/**
 * A contestant that repeats `work`. Per second of processor time, of all threads and so with the garbage collector's: what
 * others do on the machine then counts less.
 */
export const repeat =
  (work: () => unknown): Contestant =>
  (milliseconds) => {
    const end = performance.now() + milliseconds;
    const before = process.cpuUsage();
    let done = 0;
    while (performance.now() < end) {
      for (let i = 0; i < 8; i++) work();
      done += 8;
    }
    const { user, system } = process.cpuUsage(before);
    return (done * 1e6) / (user + system);
  };

const rounded = (value: number) => Number(value.toPrecision(4));

/** Medians of interleaved rounds: whatever else the machine does meets all contestants alike. */
export async function compare({ name, unit, ours, peers }: Contest): Promise<Comparison[]> {
  const contestants = [ours, ...Object.values(peers)];
  for (const contestant of contestants) await contestant(sliceMs); // compiled and warm
  const figures = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contestant] of contestants.entries()) figures[index]?.push(await contestant(sliceMs));
  }
  const [value = Number.NaN, ...peerValues] = figures.map((all) => percentile(all, 0.5));
  return Object.keys(peers).map((peer, index) => {
    const peerValue = peerValues[index] ?? Number.NaN;
    return {
      name,
      unit,
      value: rounded(value),
      peer,
      peerValue: rounded(peerValue),
      ratio: rounded(value / peerValue),
    };
  });
}

/** Ratios first; and how busy the machine was, because a loaded one shifts every figure. */
export function printComparisons(rows: readonly Comparison[]): void {
  console.table(
    rows.map(({ name, ratio, peer, value, peerValue, unit }) => ({ name, ratio, peer, value, peerValue, unit })),
  );
  const load = loadavg().map((average) => average.toFixed(1));
  console.log(
    `medians of ${rounds} interleaved rounds, per second of processor time (botan: of wall time) · load ${load.join(' ')}`,
  );
}
