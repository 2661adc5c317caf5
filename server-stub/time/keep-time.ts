import type { Clock } from './clock.ts';
import type { Monitor } from './monitor.ts';

/** Between two rounds while all is well, ms; a tenth of it at random, so that many servers do not ask in step. */
const pollMs = 32_000;
/** After a fault: the first rounds come fast, as RFC 5905 §13 (iburst) has it, and the longer it lasts the slower. */
const hurryMs = 2000;
const tickMs = 1000;

/**
 * Lets the monitor ask its sources and look at the clocks, again and again. `changed` is called when time has become trusted, or
 * not, or for another reason.
 */
export const keepTime = (
  clock: Clock,
  monitor: Monitor,
  changed: () => void,
): { firstRound: Promise<void>; close(): void } => {
  let closed = false;
  let asking = false;
  let badRounds = 0;
  let known: string | null | undefined;
  let cancelRound = () => {};
  let cancelTick = () => {};

  const announce = (): void => {
    if (known !== monitor.reason() && !closed) changed();
    known = monitor.reason();
  };
  const schedule = (ms: number): void => {
    cancelRound();
    if (!closed) cancelRound = clock.after(ms, () => void round());
  };
  const delay = (good: boolean): number => {
    badRounds = good ? 0 : badRounds + 1;
    if (monitor.reason() === null) return pollMs * (0.95 + 0.1 * Math.random());
    return good ? hurryMs : Math.min(hurryMs * 2 ** (badRounds - 1), pollMs);
  };
  const round = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const good = await monitor.round();
    asking = false;
    announce();
    schedule(delay(good));
  };
  const tick = (): void => {
    monitor.tick();
    // Something has gone wrong between two rounds: the next one must not wait.
    if (known === null && monitor.reason() !== null) schedule(hurryMs);
    announce();
    cancelTick = clock.after(tickMs, tick);
  };

  cancelTick = clock.after(tickMs, tick);
  return {
    firstRound: round(),
    close() {
      closed = true;
      cancelRound();
      cancelTick();
    },
  };
};
