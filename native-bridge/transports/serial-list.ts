import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { linuxUsbPlace } from './linux-usb-place.ts';

/** One serial line of a USB device. */
export type SerialEntry = {
  path: string;
  vendorId: number;
  productId: number;
  product: string;
  serial: string;
  port: string;
};

const linuxList = (sysfs = '/sys/class/tty'): SerialEntry[] => {
  const names = readdirSync(sysfs).filter((name) => /^tty(ACM|USB)\d+$/.test(name));
  return names.flatMap((name) => {
    const place = linuxUsbPlace(join(sysfs, name));
    if (!place) return [];
    const { vendorId, productId, product, serial, port } = place;
    return [{ path: `/dev/${name}`, vendorId, productId, product, serial, port }];
  });
};

/**
 * The serial lines of USB devices. On Linux by sysfs: serialport's own list starts `udevadm`, and ends the process where
 * there is none.
 */
export const listSerial = async (): Promise<SerialEntry[]> => {
  if (process.platform === 'linux') return linuxList();
  const { SerialPort } = await import('serialport');
  return (await SerialPort.list()).flatMap(({ path, vendorId, productId, serialNumber, pnpId, locationId }) =>
    vendorId && productId
      ? [
          {
            ...{
              path,
              vendorId: Number.parseInt(vendorId, 16),
              productId: Number.parseInt(productId, 16),
              product: '',
            },
            ...{ serial: serialNumber ?? '', port: locationId ?? pnpId ?? path },
          },
        ]
      : [],
  );
};
