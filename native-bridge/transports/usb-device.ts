import { DriverError } from '@bedsign/drivers';

type UsbDevice = Awaited<ReturnType<typeof import('usb')['usb']['getDevices']>>[number];

import { namedFailure } from './named-failure.ts';

export type UsbIdentity = {
  vendorId: number;
  productId: number;
  serial: string;
  place?: { bus: number; address: number };
};

/** Loaded when a device first needs it: its native code stays out of processes that never do. */
const loadUsb = async () => (await import('usb')).usb;

/** All USB devices that the system lets us list. */
export const listUsb = async (): Promise<UsbDevice[]> => (await loadUsb()).getDevices();

/** The bus number of `usb`'s text: `1`, `001` or `1-1.2`. */
export const busNumber = (bus: string): number => Number.parseInt(bus, 10);

/** The device itself, among equal ones by its place on the bus; opened, and closed again after `use`. */
export const withUsbDevice = async <T>(wanted: UsbIdentity, use: (device: UsbDevice) => Promise<T>): Promise<T> => {
  const equal = (await listUsb()).filter(
    (device) => device.vendorId === wanted.vendorId && device.productId === wanted.productId,
  );
  const { place } = wanted;
  const device = place
    ? equal.find(({ bus, address }) => busNumber(bus) === place.bus && address === place.address)
    : (equal.find(({ serialNumber }) => (serialNumber ?? '') === wanted.serial) ??
      (equal.length === 1 ? equal[0] : undefined));
  if (!device) throw new DriverError('LOST', 'the device is not on the bus any more');
  try {
    await device.open();
  } catch (thrown) {
    throw namedFailure('open the USB device', thrown);
  }
  try {
    return await use(device);
  } finally {
    await device.close().catch(() => undefined);
  }
};
