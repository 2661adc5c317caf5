import type { DeviceKind, Devices, Found } from '../device-source.ts';

/** Something plugged in that looks like a device of ours, not opened yet. */
export type Candidate<K extends DeviceKind = DeviceKind> = Found & {
  kind: K;
  /** Which protocol would open it. */
  family: string;
  vendorId: number;
  productId: number;
  /** Serial number and port: two equal pads stay two, also when a maker gave them one serial number. */
  key: string;
  port: string;
  path: string;
  open(nowMicros: () => number): Promise<Devices[K]>;
};

export const candidateKey = (ids: { vendorId: number; productId: number; serial: string; port: string }): string =>
  [ids.vendorId.toString(16), ids.productId.toString(16), ids.serial, ids.port].join(':');
