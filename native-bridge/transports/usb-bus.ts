import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DriveListing } from '@bedsign/drivers';
import { sysfsText, type UsbPlace, usbPlaceAbove } from './linux-usb-place.ts';
import { listUsb, type UsbDevice } from './usb-device.ts';

/** One interface of a USB device; Linux alone tells place, number, class and INQUIRY's texts without opening it. */
export type UsbInterfaceEntry = DriveListing & {
  product: string;
  serial: string;
  /** Where it is plugged in, ports and interface. */
  port: string;
  place?: UsbPlace;
  interfaceClass?: number;
};

/** The system's USB, as far as it is not HID or serial lines. */
export type UsbBus = {
  devices(): Promise<UsbDevice[]>;
  /** Those of these classes, as far as the system tells a class. */
  interfaces(classes: readonly number[]): Promise<UsbInterfaceEntry[]>;
  /** Whether the device still is where it was. */
  present(entry: UsbInterfaceEntry): Promise<boolean>;
};

const folders = (folder: string, pattern: RegExp): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => pattern.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
};

/** What usb-storage asked the drive when it bound it: host/target/unit below the interface. */
const inquiryBelow = (usbInterface: string): DriveListing['inquiry'] => {
  const [unit] = folders(usbInterface, /^host\d+$/)
    .flatMap((host) => folders(host, /^target[\d:]+$/))
    .flatMap((target) => folders(target, /^\d+:\d+:\d+:\d+$/));
  return unit === undefined ? undefined : { vendor: sysfsText(unit, 'vendor'), product: sysfsText(unit, 'model') };
};

/**
 * Interfaces of these classes. The names of others' devices are not read: the kernel gives them out only once a device has
 * answered all that its drivers ask, and whoever reads stands still until then.
 */
export const linuxInterfaces = (sysfs: string, classes: readonly number[]): UsbInterfaceEntry[] =>
  folders(sysfs, /^[\d.-]+:\d+\.\d+$/).flatMap((folder) => {
    const interfaceClass = Number.parseInt(sysfsText(folder, 'bInterfaceClass'), 16);
    if (!classes.includes(interfaceClass)) return [];
    const place = usbPlaceAbove(folder);
    if (!place) return [];
    const { vendorId, productId, product, serial, port, interfaceNumber } = place;
    const inquiry = inquiryBelow(folder);
    return [
      {
        ...{ vendorId, productId, product, serial, place, port: `${port}:${interfaceNumber}` },
        interfaceClass,
        ...(inquiry && { inquiry }),
      },
    ];
  });

const sysfs = '/sys/bus/usb/devices';

const linuxBus: UsbBus = {
  devices: listUsb,
  interfaces: async (classes) => linuxInterfaces(sysfs, classes),
  present: async ({ place }) =>
    place !== undefined && sysfsText(join(sysfs, place.port), 'devnum') === String(place.address),
};

/** Elsewhere a device is one entry, and its interfaces are known once it is open. */
const otherBus: UsbBus = {
  devices: listUsb,
  interfaces: async () =>
    (await listUsb()).map(({ vendorId, productId, bus, address }) => ({
      ...{ vendorId, productId, product: '', serial: '', port: `${bus}.${address}` },
    })),
  present: async ({ port }) => (await listUsb()).some(({ bus, address }) => `${bus}.${address}` === port),
};

export const systemBus: UsbBus = process.platform === 'linux' ? linuxBus : otherBus;
