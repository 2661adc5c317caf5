import type { Unsubscribe } from '../listeners.ts';
import type { PadScreen } from './pad-screen.ts';

/** One pen report in the pad's own counts, origin top left. */
export type PadSample = {
  x: number;
  y: number;
  pressure: number;
  tip: boolean;
  inRange: boolean;
  /** Microseconds: the device's own clock or the moment of receipt, as `Pad.clock` says. */
  tMicros: number;
};

/** What a pad did wrong since it was opened; shown on the diagnostics page. */
export type PadCounters = {
  /** Reports received, whatever became of them. */
  reports: number;
  /** Too short, wrong report ID or unknown status: dropped. */
  malformed: number;
  /** Buttons, strips, dials: not pen samples. */
  ignored: number;
  /** Coordinates or pressure beyond the declared maximum: clamped. */
  clamped: number;
  /** Pressure while the tip is up: reported as 0. */
  stuckPressure: number;
  /** Byte-equal to the report before. */
  duplicates: number;
  /** Pauses of more than 20 ms between two reports while the pen was in range. */
  gaps: number;
  /** Leaves that the pad did not send and the driver concluded. */
  missedLeaves: number;
};

export const newPadCounters = (): PadCounters => ({
  reports: 0,
  malformed: 0,
  ignored: 0,
  clamped: 0,
  stuckPressure: 0,
  duplicates: 0,
  gaps: 0,
  missedLeaves: 0,
});

/** A pad of any family, ready to write on. */
export type Pad = {
  vendor: string;
  model: string;
  serial: string;
  simulated: boolean;
  maxX: number;
  maxY: number;
  maxPressure: number;
  widthMm: number;
  heightMm: number;
  clock: 'device' | 'receipt';
  /** Of pads with a small screen of their own; the others are displays of the computer, or show nothing. */
  screen?: PadScreen;
  onSample(callback: (sample: PadSample) => void): Unsubscribe;
  /** Called once when the pad goes away. */
  onLost(callback: () => void): Unsubscribe;
  counters: Readonly<PadCounters>;
  close(): Promise<void>;
};
