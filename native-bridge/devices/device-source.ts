import type { FingerprintReader, Pad, RawSample, SecurityChip } from '@bedsign/drivers';

/** What can be plugged into a station. */
export type Devices = { pad: Pad; reader: FingerprintReader; chip: SecurityChip };
export type DeviceKind = keyof Devices;

/**
 * Where devices come from: the simulator today, node-hid, serialport and usb behind the same seam.
 * `open` finds a device of this kind and makes it ready, or throws a DriverError NOT_CONNECTED.
 */
export type DeviceSource = {
  simulated: boolean;
  open: { [Kind in DeviceKind]: () => Promise<Devices[Kind]> };
  /** Pulls the strings of simulated devices; null where the devices are real. */
  simulation: Simulation | null;
};

/** A pen position as fractions 0…1 of the pad's surface and of its full pressure. */
export type PenPosition = Omit<RawSample, 'tMicros'>;

export type Simulation = {
  pen(position: PenPosition): void;
  finger(present: boolean): void;
  /** One cable carries all of the pad's parts. */
  cable(plugged: boolean): void;
};
