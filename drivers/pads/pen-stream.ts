import { createListeners } from '../listeners.ts';
import { newPadCounters, type PadIdentity, type PadSample, type RawSample } from './pad.ts';
import { createUniformClock } from './uniform-clock.ts';

/** What a codec makes of one report. `other`: buttons, strips, dials, what is not for us. */
export type PenEvent =
  | {
      kind: 'pen';
      x: number;
      y: number;
      pressure: number;
      tip: boolean;
      /** Degrees, positive to the right and towards the user. */
      tilt?: { x: number; y: number };
      /** By the device's own clock, continued in microseconds; without it, the moment of receipt. */
      tMicros?: number;
      /** Counts every report of the device, 16 bits. */
      sequence?: number;
    }
  | { kind: 'leave'; tMicros?: number; sequence?: number }
  | { kind: 'other' };

/** Many firmwares never say that the pen left; after this silence it has. */
const leaveAfterMs = 100;
const gapMicros = 20_000;

/**
 * From reports to samples, for every family: places and pressures held inside the pad's range, pressure in the air taken
 * for none, leaves that were never sent concluded, and all of it counted.
 */
export const createPenStream = (
  pad: Pick<PadIdentity, 'maxX' | 'maxY' | 'maxPressure' | 'widthMm' | 'heightMm' | 'clock' | 'reportsPerSecond'>,
  nowMicros: () => number,
) => {
  const counters = newPadCounters();
  const uniform = createUniformClock(pad.clock === 'receipt' ? pad.reportsPerSecond : undefined);
  const [mmPerX, mmPerY] = [pad.widthMm / pad.maxX, pad.heightMm / pad.maxY];
  const samples = createListeners<[PadSample]>();
  let last: PadSample | undefined;
  let lastSequence: number | undefined;
  let lastReport = new Uint8Array();
  let leaveTimer: ReturnType<typeof setTimeout> | undefined;

  const emit = (raw: RawSample, tilt: PadSample['tilt']) => {
    last = {
      ...raw,
      xMm: raw.x * mmPerX,
      yMm: raw.y * mmPerY,
      force: raw.pressure / pad.maxPressure,
      ...(tilt && { tilt }),
      uniformMicros: uniform.at(raw.tMicros),
    };
    samples.emit(last);
  };
  const leave = (tMicros: number) => {
    clearTimeout(leaveTimer);
    if (!last?.inRange) return;
    const { x, y, tilt } = last;
    uniform.restart();
    emit({ x, y, pressure: 0, tip: false, inRange: false, tMicros }, tilt);
    uniform.restart();
  };
  const awaitLeave = () => {
    clearTimeout(leaveTimer);
    const concluded = () => {
      counters.missedLeaves++;
      // The silence counts from the last report, on whichever clock that was.
      leave(Math.max(nowMicros(), last?.tMicros ?? 0));
    };
    // A second turn of the event loop: after a stall, timers run before the reports that have waited in the queue.
    leaveTimer = setTimeout(() => {
      leaveTimer = setTimeout(concluded, 0);
    }, leaveAfterMs);
  };
  const within = (value: number, max: number) => {
    if (value >= 0 && value <= max) return value;
    counters.clamped++;
    return value < 0 ? 0 : max;
  };
  const countGap = (sequence: number | undefined, tMicros: number) => {
    if (sequence === undefined) {
      if (last?.inRange && tMicros - last.tMicros > gapMicros) counters.gaps++;
      return;
    }
    if (lastSequence !== undefined && ((lastSequence + 1) & 0xffff) !== sequence) counters.gaps++;
    lastSequence = sequence;
  };
  const receive = (event: PenEvent) => {
    if (event.kind === 'other') {
      counters.ignored++;
      return;
    }
    const tMicros = event.tMicros ?? nowMicros();
    if (event.kind === 'leave') {
      if (event.sequence !== undefined) countGap(event.sequence, tMicros);
      leave(tMicros);
      return;
    }
    countGap(event.sequence, tMicros);
    if (!event.tip && event.pressure > 0) counters.stuckPressure++;
    const raw = {
      x: within(event.x, pad.maxX),
      y: within(event.y, pad.maxY),
      pressure: event.tip ? within(event.pressure, pad.maxPressure) : 0,
      tip: event.tip,
      inRange: true,
      tMicros,
    };
    emit(raw, event.tilt);
    awaitLeave();
  };

  return {
    counters,
    onSample: samples.on,
    /** One report as it came; what `decode` throws makes it a malformed one. */
    take(report: Uint8Array, decode: (report: Uint8Array) => PenEvent[]): void {
      counters.reports++;
      // Counted and kept: a pen held still sends equal reports too, where the protocol has no sequence number.
      if (report.length === lastReport.length && report.every((byte, i) => byte === lastReport[i]))
        counters.duplicates++;
      lastReport = report.slice();
      let events: PenEvent[];
      try {
        events = decode(report);
      } catch {
        counters.malformed++;
        return;
      }
      for (const event of events) receive(event);
    },
    /** One packet of a byte stream, which has found it whole. */
    event(event: PenEvent): void {
      counters.reports++;
      receive(event);
    },
    /** Pieces of a byte stream that were no packet. */
    malformed(count: number): void {
      counters.reports += count;
      counters.malformed += count;
    },
    /** No leave is concluded any more. */
    stop(): void {
      clearTimeout(leaveTimer);
    },
  };
};
