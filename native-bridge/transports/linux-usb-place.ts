import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where in the tree of hubs a device node hangs, and who the device is. */
export type UsbPlace = {
  /** Bus and port numbers as the kernel writes them, `1-1.2`: the same after replugging into the same port. */
  port: string;
  bus: number;
  address: number;
  interfaceNumber: number;
  vendorId: number;
  productId: number;
  product: string;
  serial: string;
};

/** An attribute of a sysfs folder; empty when it has none, or is just going away. */
export const sysfsText = (folder: string, file: string): string => {
  try {
    return readFileSync(join(folder, file), 'utf8').trim();
  } catch {
    return '';
  }
};

/** Walks up sysfs to the USB interface and its device; undefined when the folder hangs on no USB bus, or is just going away. */
export const usbPlaceAbove = (below: string): UsbPlace | undefined => {
  let folder: string;
  try {
    folder = realpathSync(below);
  } catch {
    return undefined;
  }
  let interfaceNumber = 0;
  for (; folder !== dirname(folder); folder = dirname(folder)) {
    const number = sysfsText(folder, 'bInterfaceNumber');
    if (number !== '') interfaceNumber = Number.parseInt(number, 16);
    if (sysfsText(folder, 'busnum') === '') continue;
    return {
      port: basename(folder),
      bus: Number(sysfsText(folder, 'busnum')),
      address: Number(sysfsText(folder, 'devnum')),
      interfaceNumber,
      vendorId: Number.parseInt(sysfsText(folder, 'idVendor'), 16),
      productId: Number.parseInt(sysfsText(folder, 'idProduct'), 16),
      product: sysfsText(folder, 'product'),
      serial: sysfsText(folder, 'serial'),
    };
  }
  return undefined;
};

/** The same from a node of a class: `/sys/class/CLASS/NAME`. */
export const linuxUsbPlace = (classEntry: string): UsbPlace | undefined => usbPlaceAbove(join(classEntry, 'device'));
