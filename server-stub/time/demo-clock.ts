import type { PreciseTime } from './time-reading.ts';

/** What a demo states of its clock, ms; nothing holds it to that. */
const accuracyMs = 1000;

/** The computer's clock, unquestioned: a demo runs on machines that no time server reaches. */
export const demoClock = (): PreciseTime => {
  const since = Date.now();
  return {
    read: () => ({ trusted: true, time: new Date(), accuracyMs }),
    state: () => ({
      ...{ trusted: true, reason: null, demo: true, since },
      ...{ offsetMs: 0, accuracyMs, stratum: null, leapAnnounced: false },
      ...{ sources: [], sntpServer: null },
    }),
    // Nobody else is to live by it.
    moment: () => undefined,
    close: async () => {},
  };
};
