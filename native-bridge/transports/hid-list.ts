import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { HidEntry } from './hid-entry.ts';
import { linuxHidrawList } from './linux-hidraw-list.ts';
import { linuxUsbPlace } from './linux-usb-place.ts';
import { loadNodeHid } from './load-node-hid.ts';

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
