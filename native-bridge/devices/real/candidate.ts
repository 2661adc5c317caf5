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

/** A candidate behind an interface of the system's USB listing. */
export const usbCandidate = <K extends DeviceKind>(
  of: Pick<Candidate<K>, 'kind' | 'family' | 'open'>,
  entry: { vendorId: number; productId: number; product: string; serial: string; port: string; path?: string },
): Candidate<K> => {
  const { vendorId, productId, product: model, serial, port, path = '' } = entry;
  return { ...of, key: candidateKey(entry), model, vendorId, productId, serial, port, path };
};
