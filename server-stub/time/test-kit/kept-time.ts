import assert from 'node:assert/strict';
import type { TimeSettings, TimeState } from '@bedsign/contract';
import { startTrustedTime, type TrustedTime } from '../trusted-time.ts';
import { createNetwork, type ServerBehaviour } from './network.ts';
import { createWorld, type WorldOptions } from './world.ts';

export const limits: TimeSettings['limits'] = {
  maximumOffsetMs: 500,
  maximumAccuracyMs: 1000,
  staleAfterMs: 300_000,
  minimumAgreeing: 2,
};
const names = ['a', 'b', 'c'] as const;
type Name = (typeof names)[number];

/**
 * Trusted time from three simulated servers. Whatever a test does, every reading that is trusted is held against true
 * time, at every event of the world.
 */
export const keptTime = async (
  options: WorldOptions & {
    limits?: Partial<TimeSettings['limits']>;
    sources?: readonly Name[];
    /** How the servers are when the first question comes. */
    servers?: Partial<ServerBehaviour>;
  } = {},
) => {
  const world = createWorld(options);
  const { servers, exchange } = createNetwork(world, names);
  for (const server of Object.values(servers)) Object.assign(server, options.servers);
  const states: TimeState[] = [];
  const settings: TimeSettings = {
    sources: (options.sources ?? names).map((host) => ({ kind: 'ntp', host })),
    limits: { ...limits, ...options.limits },
    sntpServer: null,
  };
  let time: TrustedTime | undefined;
  let trustedReadings = 0;
  const check = () => {
    const reading = time?.read();
    if (!reading?.trusted) return;
    trustedReadings++;
    const error = Math.abs(world.truth() - reading.time.getTime());
    assert.ok(error <= reading.accuracyMs, `wrong by ${error} ms where ${reading.accuracyMs} ms were stated`);
  };
  const started = startTrustedTime(settings, {
    ...{ clock: world.clock, exchange },
    changed: (state) => states.push(state),
  }).then((value) => {
    time = value;
    return value;
  });
  const run = (seconds: number): Promise<void> => world.run(seconds * 1000, check);
  await run(3);
  const kept = await started;

  return {
    ...{ world, servers, run, time: kept },
    /** Why time is not trusted now; null where it is. */
    reason: () => {
      const reading = kept.read();
      return reading.trusted ? null : reading.reason;
    },
    /** Reasons in the order in which they were reported. */
    reported: () => states.map(({ reason }) => reason),
    statuses: () => kept.state().sources.map(({ status }) => status),
    problems: () => kept.state().sources.map(({ problem }) => problem),
    trustedReadings: () => trustedReadings,
  };
};
export type KeptTime = Awaited<ReturnType<typeof keptTime>>;
