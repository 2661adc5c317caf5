import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HidEntry } from './hid-entry.ts';
import { linuxUsbPlace } from './linux-usb-place.ts';

const read = (file: string): Uint8Array => {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    return new Uint8Array();
  }
};

/** Usage page and usage of each top-level collection, by HID 1.11 §6.2.2's short items. */
export const topLevelUsages = (descriptor: Uint8Array): { page: number; usage: number }[] => {
  const found: { page: number; usage: number }[] = [];
  let page = 0;
  let usage = 0;
  let depth = 0;
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    let value = 0;
    for (let i = size; i > 0; i--) value = (value << 8) | (descriptor[at + i] ?? 0);
    const item = prefix & 0xfc;
    if (item === 0x04) page = value;
    else if (item === 0x08) usage = value;
    else if (item === 0xa0 && depth++ === 0) found.push({ page, usage });
    else if (item === 0xc0) depth--;
    // A long item carries its data's length in the next byte (§6.2.2.3).
    at += prefix === 0xfe ? 3 + (descriptor[at + 1] ?? 0) : 1 + size;
  }
  return found;
};

/** The HID interfaces by sysfs alone, for machines where node-hid has no binary. */
export const linuxHidrawList = (sysfs: string): HidEntry[] => {
  let names: string[];
  try {
    names = readdirSync(sysfs);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const place = linuxUsbPlace(join(sysfs, name));
    if (!place) return [];
    const descriptor = read(join(sysfs, name, 'device/report_descriptor'));
    const { vendorId, productId, product, serial, interfaceNumber, port } = place;
    const identity = { vendorId, productId, product, serial, interfaceNumber, port };
    return [{ ...identity, path: `/dev/${name}`, usages: topLevelUsages(descriptor), place, descriptor }];
  });
};
