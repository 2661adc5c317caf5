import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { linuxUsbPlace } from './linux-usb-place.ts';

test('a hidraw node leads to its port, device and interface', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'bedsign-sysfs-'));
  t.after(() => rmSync(root, { recursive: true }));
  const device = join(root, 'devices/usb1/1-1/1-1.2');
  const hid = join(device, '1-1.2:1.1/0003:256C:006D.0001');
  mkdirSync(hid, { recursive: true });
  const write = (folder: string, files: Record<string, string>) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), `${content}\n`);
  };
  write(device, {
    busnum: '1',
    devnum: '12',
    idVendor: '256c',
    idProduct: '006d',
    product: 'Pen Display',
    serial: 'A1',
  });
  write(join(device, '1-1.2:1.1'), { bInterfaceNumber: '01' });
  mkdirSync(join(root, 'class/hidraw/hidraw0'), { recursive: true });
  symlinkSync(hid, join(root, 'class/hidraw/hidraw0/device'));

  assert.deepEqual(linuxUsbPlace(join(root, 'class/hidraw/hidraw0')), {
    ...{ port: '1-1.2', bus: 1, address: 12, interfaceNumber: 1 },
    ...{ vendorId: 0x256c, productId: 0x006d, product: 'Pen Display', serial: 'A1' },
  });
  assert.equal(linuxUsbPlace(join(root, 'class/hidraw/hidraw1')), undefined);
});
