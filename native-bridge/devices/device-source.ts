import type { FingerprintReader, Pad, RawSample, SecurityChip, Unsubscribe } from '@bedsign/drivers';

/** A pad whose decoding is timed. */
export type MeasuredPad = Pad & { decodeP99Micros?: number | null };

/** What can be plugged into a station. */
export type Devices = { pad: MeasuredPad; reader: FingerprintReader; chip: SecurityChip };
export type DeviceKind = keyof Devices;

/** What is known of a device before it is open. */
export type Found = { model: string; serial: string };

/**
 * Where devices come from: the simulator, or real ones behind the same seam. `open` finds a device of this kind, says
 * so, and makes it ready; DriverError NOT_CONNECTED when there is none, anything else when there is one that fails.
 */
export type DeviceSource = {
  simulated: boolean;
  open: { [Kind in DeviceKind]: (onFound: (found: Found) => void) => Promise<Devices[Kind]> };
  /** Something was plugged in or pulled out: a reason to look at once, and no more than that. */
  onPlug(callback: () => void): Unsubscribe;
  /** Pulls the strings of simulated devices; null where the devices are real. */
  simulation: Simulation | null;
  close(): Promise<void>;
};

/** A pen position as fractions 0…1 of the pad's surface and of its full pressure. */
export type PenPosition = Omit<RawSample, 'tMicros'>;

export type Simulation = {
  pen(position: PenPosition): void;
  finger(present: boolean): void;
  /** Lays the pad's digitizer askew under its screen, or straight. */
  skew(skewed: boolean): void;
  /** One cable carries all of the pad's parts. */
  cable(plugged: boolean): void;
};
