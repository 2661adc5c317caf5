import type { HidInfo, HidTransport } from '@bedsign/drivers';
import type { UsbPlace } from './linux-usb-place.ts';

/** One HID interface that is plugged in. */
export type HidEntry = HidInfo & {
  /** −1 where the system does not tell. */
  interfaceNumber: number;
  /** Usage page and usage of each top-level collection. */
  usages: { page: number; usage: number }[];
  /** Where it is plugged in: bus and ports on Linux, the system's path elsewhere. */
  port: string;
  /** Linux alone tells these: the bus address, for control transfers, and the descriptor as the bound driver left it. */
  place?: UsbPlace;
  descriptor?: Uint8Array;
};

/** What a transport opened on this entry tells its driver. */
export const identityOf = (entry: HidEntry): Pick<HidTransport, 'info' | 'reportDescriptor'> => {
  const { vendorId, productId, product, serial, path, descriptor } = entry;
  return { info: { vendorId, productId, product, serial, path }, ...(descriptor && { reportDescriptor: descriptor }) };
};
