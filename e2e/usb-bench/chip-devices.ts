import {
  bulkOnlyDevice,
  ccidDevice,
  chipDrive,
  type SimulatedChip,
  simulateChip,
  simulatedCcidToken,
} from '@bedsign/drivers';
import { chipCrypto } from '../../native-bridge/devices/chip-crypto.ts';
import { bulkClasses, bulkInterface } from './bulk-interface.ts';
import { type UsbFunction, usbFunction } from './usb-function.ts';

/** What the simulated chips' owner has set. */
export const pin = '654321';

/** A token whose owner has given it a PIN and a label of their own, as real ones come. */
const newChip = (): SimulatedChip => {
  let memory: Uint8Array | null = null;
  const store = {
    load: () => memory,
    save: (bytes: Uint8Array) => {
      memory = bytes;
    },
  };
  return simulateChip(chipCrypto, store, { pin, label: 'GM/T 0017 token' });
};

const drive = (): UsbFunction => {
  const device = chipDrive(newChip().device, 'BENCH-T');
  return usbFunction(device, [bulkInterface(bulkClasses.massStorage, bulkOnlyDevice(device), device.powerLoss)]);
};

const reader = (): UsbFunction => {
  const { device } = newChip();
  const identity = { ...simulatedCcidToken, manufacturer: 'BedSign', product: 'Token (SIMULATED)', serial: 'BENCH-C' };
  return usbFunction(identity, [bulkInterface(bulkClasses.ccid, ccidDevice(device), device.reset)]);
};

/** Security chips at an emulated port. */
export const chipDevices = { 'gmt0017-drive': drive, 'gmt0017-ccid': reader } as const;
