import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { HidInfo, HidTransport } from '@bedsign/drivers';
import { linuxHidrawList } from './linux-hidraw-list.ts';
import { linuxUsbPlace, type UsbPlace } from './linux-usb-place.ts';
import { loadNodeHid } from './load-node-hid.ts';

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

const sysfs = '/sys/class/hidraw';

/** What sysfs knows beyond hidapi's answer. */
const linuxDetails = (path: string): Partial<HidEntry> => {
  const entry = join(sysfs, basename(path));
  const place = linuxUsbPlace(entry);
  let descriptor: Uint8Array | undefined;
  try {
    descriptor = new Uint8Array(readFileSync(join(entry, 'device/report_descriptor')));
  } catch {
    // It is just going away; the next look will not find it.
  }
  return { ...(place && { place, port: place.port }), ...(descriptor && { descriptor }) };
};

/** Every HID interface that is plugged in now. hidapi names one path once per collection; here it comes once. */
export const listHid = async (): Promise<HidEntry[]> => {
  const hid = await loadNodeHid();
  if (!hid) return linuxHidrawList(sysfs);
  const entries = new Map<string, HidEntry>();
  for (const device of await hid.devicesAsync()) {
    const { path, vendorId, productId, product = '', serialNumber: serial = '', usagePage, usage } = device;
    if (!path) continue;
    const known = entries.get(path);
    const usages = usagePage === undefined || usage === undefined ? [] : [{ page: usagePage, usage }];
    if (known) known.usages.push(...usages);
    else {
      const entry = {
        ...{ vendorId, productId, product, serial, path, port: path, usages },
        interfaceNumber: device.interface,
      };
      entries.set(path, process.platform === 'linux' ? { ...entry, ...linuxDetails(path) } : entry);
    }
  }
  return [...entries.values()];
};
