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
  interfaces(): Promise<UsbInterfaceEntry[]>;
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

export const linuxInterfaces = (sysfs: string): UsbInterfaceEntry[] =>
  folders(sysfs, /^[\d.-]+:\d+\.\d+$/).flatMap((folder) => {
    const place = usbPlaceAbove(folder);
    if (!place) return [];
    const { vendorId, productId, product, serial, port, interfaceNumber } = place;
    const inquiry = inquiryBelow(folder);
    return [
      {
        ...{ vendorId, productId, product, serial, place, port: `${port}:${interfaceNumber}` },
        interfaceClass: Number.parseInt(sysfsText(folder, 'bInterfaceClass'), 16),
        ...(inquiry && { inquiry }),
      },
    ];
  });

const sysfs = '/sys/bus/usb/devices';

const linuxBus: UsbBus = {
  devices: listUsb,
  interfaces: async () => linuxInterfaces(sysfs),
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
