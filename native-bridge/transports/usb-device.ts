import { DriverError } from '@bedsign/drivers';
import { namedFailure } from './named-failure.ts';

/** What WebUSB tells of an interface. */
export type UsbInterface = {
  readonly interfaceNumber: number;
  readonly alternate: {
    readonly interfaceClass: number;
    readonly endpoints: readonly {
      readonly endpointNumber: number;
      readonly direction: 'in' | 'out';
      readonly type: string;
    }[];
  };
};

/** A device as the `usb` library has it; each listing makes new ones, with handles of their own. */
export type UsbDevice = { readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null } & Pick<
  Awaited<ReturnType<typeof import('usb')['usb']['getDevices']>>[number],
  | 'vendorId'
  | 'productId'
  | 'serialNumber'
  | 'bus'
  | 'address'
  | 'open'
  | 'close'
  | 'claimInterface'
  | 'releaseInterface'
  | 'detachKernelDriver'
  | 'attachKernelDriver'
  | 'clearHalt'
  | 'nativeControlTransferIn'
  | 'nativeTransferIn'
  | 'nativeTransferOut'
>;

export type UsbIdentity = {
  vendorId: number;
  productId: number;
  serial: string;
  place?: { bus: number; address: number };
};

/** All USB devices that the system lets us list. The library is loaded when a device first needs it: its native code stays out of processes that never do. */
export const listUsb = async (): Promise<UsbDevice[]> => (await import('usb')).usb.getDevices();

/** The bus number of `usb`'s text: `1`, `001` or `1-1.2`. */
const busNumber = (bus: string): number => Number.parseInt(bus, 10);

/** The device itself, opened, among equal ones by its place on the bus. LOST when it is not there any more. */
export const openUsbDevice = async (wanted: UsbIdentity, list = listUsb): Promise<UsbDevice> => {
  const equal = (await list()).filter(
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
  return device;
};

/** Opens the device, and closes it again after `use`. */
export const withUsbDevice = async <T>(wanted: UsbIdentity, use: (device: UsbDevice) => Promise<T>): Promise<T> => {
  const device = await openUsbDevice(wanted);
  try {
    return await use(device);
  } finally {
    await device.close().catch(() => undefined);
  }
};
