import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { linuxInterfaces } from './usb-bus.ts';

test('sysfs: each interface with its class, its place, and what usb-storage asked of the drive', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'bedsign-sysfs-'));
  t.after(() => rmSync(root, { recursive: true }));
  const write = (folder: string, files: Record<string, string>) => {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), `${content}\n`);
  };
  const device = join(root, 'devices/usb1/1-1/1-1.2');
  write(device, {
    ...{ busnum: '1', devnum: '12', idVendor: '256c', idProduct: '006d', product: 'Pad', serial: 'A1' },
  });
  write(join(device, '1-1.2:1.0'), { bInterfaceNumber: '00', bInterfaceClass: '03' });
  write(join(device, '1-1.2:1.1'), { bInterfaceNumber: '01', bInterfaceClass: '08' });
  // The kernel pads both texts with spaces.
  write(join(device, '1-1.2:1.1/host2/target2:0:0/2:0:0:0'), { vendor: 'BEDSIGN ', model: 'SIMULATED EF01  ' });
  const bus = join(root, 'bus/usb/devices');
  mkdirSync(bus, { recursive: true });
  for (const name of ['1-1.2:1.0', '1-1.2:1.1']) symlinkSync(join(device, name), join(bus, name));
  symlinkSync(device, join(bus, '1-1.2'));

  const identity = { vendorId: 0x256c, productId: 0x006d, product: 'Pad', serial: 'A1' };
  const place = { ...identity, port: '1-1.2', bus: 1, address: 12 };
  assert.deepEqual(linuxInterfaces(bus, [3, 8]), [
    { ...identity, place: { ...place, interfaceNumber: 0 }, port: '1-1.2:0', interfaceClass: 3 },
    {
      ...{ ...identity, place: { ...place, interfaceNumber: 1 }, port: '1-1.2:1', interfaceClass: 8 },
      inquiry: { vendor: 'BEDSIGN', product: 'SIMULATED EF01' },
    },
  ]);
  assert.deepEqual(
    linuxInterfaces(bus, [8]).map(({ port }) => port),
    ['1-1.2:1'],
  );
  assert.deepEqual(linuxInterfaces(join(root, 'nowhere'), [3, 8]), []);
});
