import type { TimeSettings, TimeState } from '@bedsign/contract';
import { type Clock, machineClock } from './clock.ts';
import { demoClock } from './demo-clock.ts';
import { driverOf, type Outside } from './drivers.ts';
import { keepTime } from './keep-time.ts';
import { accuracyOf, createMonitor } from './monitor.ts';
import { openSerialPort } from './nmea/serial-port.ts';
import { udpExchange } from './ntp/exchange.ts';
import { createSource } from './source.ts';
import { runCommand } from './system/run-command.ts';
import type { PreciseTime } from './time-reading.ts';

export type { PreciseTime, TimeReading, TrustedTime } from './time-reading.ts';

/** A start does not wait longer for time, ms; the server does without until it comes. */
const firstRoundMs = 3000;

const atMost = (clock: Clock, ms: number, work: Promise<void>): Promise<void> =>
  Promise.race([work, new Promise<void>((resolve) => clock.after(ms, resolve))]);

export type TimeDeps = Partial<Outside> & {
  /** Time has become trusted, or not, or for another reason. */
  changed?: (state: TimeState) => void;
};

/** Keeps time by the sources that `settings` name; resolves when they have been asked for the first time. */
export const startTrustedTime = async (settings: TimeSettings, deps: TimeDeps = {}): Promise<PreciseTime> => {
  const sources = settings.sources.flatMap((source) => (source.kind === 'demo-clock' ? [] : [source]));
  if (sources.length < settings.sources.length) return demoClock();

  const { clock = machineClock, changed } = deps;
  const outside: Outside = { clock, exchange: udpExchange(clock), run: runCommand, openPort: openSerialPort, ...deps };
  const drivers = sources.map((source) => driverOf(source, outside));
  const kept = drivers.map((driver) => createSource(driver, clock, settings.limits.staleAfterMs));
  const monitor = createMonitor(clock, settings.limits, kept);
  const keeping = keepTime(clock, monitor, () => changed?.(monitor.state()));
  await atMost(clock, firstRoundMs, keeping.firstRound);

  return {
    read() {
      const moment = monitor.now();
      if (typeof moment === 'string') return { trusted: false, reason: moment };
      return { trusted: true, time: new Date(Math.floor(moment.ms)), accuracyMs: accuracyOf(moment.errorMs) };
    },
    state: monitor.state,
    moment() {
      const moment = monitor.now();
      return typeof moment === 'string' ? undefined : moment;
    },
    async close() {
      keeping.close();
      await Promise.all(kept.map((source) => source.close()));
    },
  };
};
