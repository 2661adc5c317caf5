import type { TimeSettings } from '@bedsign/contract';
import { demoClock } from './demo-clock.ts';
import type { TrustedTime } from './time-reading.ts';

export type { TimeReading, TrustedTime } from './time-reading.ts';

/** No source, no time. */
const untimed = (): TrustedTime => {
  const since = Date.now();
  return {
    read: () => ({ trusted: false, reason: 'NO_SOURCE' }),
    state: () => ({
      ...{ trusted: false, reason: 'NO_SOURCE', demo: false, since },
      ...{ offsetMs: null, accuracyMs: null, stratum: null, leapAnnounced: false },
      sources: [],
    }),
    close: async () => {},
  };
};

/** Time from the sources that `settings` name; resolves when they have been asked for the first time. */
export const startTrustedTime = async ({ sources }: TimeSettings): Promise<TrustedTime> =>
  sources.some(({ kind }) => kind === 'demo-clock') ? demoClock() : untimed();
