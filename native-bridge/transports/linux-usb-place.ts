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

const text = (folder: string, file: string): string => {
  try {
    return readFileSync(join(folder, file), 'utf8').trim();
  } catch {
    return '';
  }
};

/**
 * Walks up sysfs from `/sys/class/CLASS/NAME/device` to the USB interface and its device; undefined when the node
 * hangs on no USB bus, or is just going away.
 */
export const linuxUsbPlace = (classEntry: string): UsbPlace | undefined => {
  let folder: string;
  try {
    folder = realpathSync(join(classEntry, 'device'));
  } catch {
    return undefined;
  }
  let interfaceNumber = 0;
  for (; folder !== dirname(folder); folder = dirname(folder)) {
    const number = text(folder, 'bInterfaceNumber');
    if (number !== '') interfaceNumber = Number.parseInt(number, 16);
    if (text(folder, 'busnum') === '') continue;
    return {
      port: basename(folder),
      bus: Number(text(folder, 'busnum')),
      address: Number(text(folder, 'devnum')),
      interfaceNumber,
      vendorId: Number.parseInt(text(folder, 'idVendor'), 16),
      productId: Number.parseInt(text(folder, 'idProduct'), 16),
      product: text(folder, 'product'),
      serial: text(folder, 'serial'),
    };
  }
  return undefined;
};
