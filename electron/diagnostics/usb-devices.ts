import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type UsbDevice = { port: string; vendorId: string; productId: string; maker?: string; product?: string };

const sysfs = '/sys/bus/usb/devices';

/** USB devices as Linux lists them (kernel.org, ABI/stable/sysfs-bus-usb), whether a driver of ours opens them or not. */
export const usbDevices = (folder = sysfs): UsbDevice[] => {
  if (!existsSync(folder)) return [];
  const attribute = (port: string, name: string): string | undefined => {
    const path = join(folder, port, name);
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
  };
  return readdirSync(folder)
    .sort()
    .flatMap((port) => {
      const [vendorId, productId] = [attribute(port, 'idVendor'), attribute(port, 'idProduct')];
      if (!vendorId || !productId) return [];
      const [maker, product] = [attribute(port, 'manufacturer'), attribute(port, 'product')];
      return [{ port, vendorId, productId, ...(maker ? { maker } : {}), ...(product ? { product } : {}) }];
    });
};
