import type { Unsubscribe } from '../listeners.ts';
import type { PadScreen } from './pad-screen.ts';

/** One pen report in the pad's own counts, origin top left: what the evidence keeps. */
export type RawSample = {
  x: number;
  y: number;
  pressure: number;
  tip: boolean;
  inRange: boolean;
  /** Microseconds: the device's own clock or the moment of receipt, as `Pad.clock` says. */
  tMicros: number;
};

/** The same report in units that mean the same on every pad. */
export type PadSample = RawSample & {
  /** Millimetres from the left and upper edge of the active area. */
  xMm: number;
  yMm: number;
  /** Pressure as a share of the pad's greatest, 0…1. */
  force: number;
  /** Degrees, positive to the right and towards the user; of pads that tell it. */
  tilt?: { x: number; y: number };
  /**
   * Microseconds: the device's own clock, or else the moment of receipt freed of its jitter by the pad's report rate.
   * Never later than receipt, never running backwards; every sample is one report.
   */
  uniformMicros: number;
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

/** What a pad can, beyond writing. */
export type PadCapabilities = {
  /** `display`: a screen of the computer lies under the glass; `own`: a screen that only the pad draws on; `none`: neither. */
  screen: 'display' | 'own' | 'none';
  /** The pad draws the ink itself. */
  ownInk: boolean;
  /** Keys on the pad's frame. */
  buttons: number;
  tilt: boolean;
  /** The reports that come are encrypted between pad and driver. */
  encryption: boolean;
  /** The pad's own protocol reaches a chip that signs. Chips that a pad carries as a second USB device are found by themselves. */
  chip: boolean;
};

/** Who a pad is and what its numbers mean. */
export type PadIdentity = {
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
  /** Undefined where nobody has published it: uniform time is then the time of receipt. */
  reportsPerSecond?: number;
  capabilities: PadCapabilities;
};

/** A pad of any family, ready to write on. */
export type Pad = PadIdentity & {
  /** Of pads whose own small screen shows pictures. */
  screen?: PadScreen;
  onSample(callback: (sample: PadSample) => void): Unsubscribe;
  /** Called once when the pad goes away. */
  onLost(callback: () => void): Unsubscribe;
  counters: Readonly<PadCounters>;
  close(): Promise<void>;
};

/** A pad that is a pad and no more; families name what theirs can beyond it. */
export const plainPad: PadCapabilities = {
  screen: 'none',
  ownInk: false,
  buttons: 0,
  tilt: false,
  encryption: false,
  chip: false,
};
