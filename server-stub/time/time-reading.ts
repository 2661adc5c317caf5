import type { TimeState, UntrustedReason } from '@bedsign/contract';

import type { Moment } from './monitor.ts';

/** The time now with its largest error, or why there is none. */
export type TimeReading =
  | {
      trusted: true;
      time: Date;
      /** |true time − time| ≤ accuracyMs; whole milliseconds. */ accuracyMs: number;
    }
  | { trusted: false; reason: UntrustedReason };

/** Time as far as it can be trusted. */
export type TrustedTime = {
  /** Cheap: called for every token. */
  read(): TimeReading;
  state(): TimeState;
  close(): Promise<void>;
};

/** And for the time server, not cut to milliseconds; undefined where time is not trusted. */
export type PreciseTime = TrustedTime & { moment(): Moment | undefined };
