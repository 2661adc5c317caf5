import {
  bulkOnlyDevice,
  ccidDevice,
  chipDrive,
  memoryStore,
  type ScsiDeviceSide,
  type SimulatedChip,
  simulateChip,
  simulatedCcidToken,
  simulateScsiReader,
} from '@bedsign/drivers';
import { chipCrypto } from '../../native-bridge/devices/chip-crypto.ts';
import { familyOf, simulatePad } from './bench-pad.ts';
import { bulkClasses, bulkInterface } from './bulk-interface.ts';
import { fingerOnLongGlass } from './finger.ts';
import { hidInterface } from './hid-function.ts';
import { type UsbFunction, usbFunction } from './usb-function.ts';
import { writeSignature } from './written.ts';

/** A device, and what it does when it is told to. */
export type ThreadDevice = { usb: UsbFunction; write?(): Promise<void> };

/** Reports a second of a pad that nobody can hold back: slow enough for emulated processors to follow. */
const patientRate = 40;

/** What the simulated chips' owner has set. */
export const pin = '654321';

/** A token whose owner has given it a PIN and a label of their own, as real ones come. */
const newChip = (): SimulatedChip => simulateChip(chipCrypto, memoryStore(), { pin, label: 'GM/T 0017 token' });

/** A drive without a medium, whose vendor commands are what matters. */
const driveInterface = (device: ScsiDeviceSide) =>
  bulkInterface(bulkClasses.massStorage, bulkOnlyDevice(device), device.powerLoss);
const drive = (device: ScsiDeviceSide): UsbFunction => usbFunction(device, [driveInterface(device)]);

const chipDriveSide = () => chipDrive(newChip().device, 'BENCH-T');

/** A finger lies on it. */
const readerDriveSide = () => {
  const reader = simulateScsiReader({ serial: 'BENCH-F', image: fingerOnLongGlass() });
  reader.finger(true);
  return reader.device;
};

const ccid = (): UsbFunction => {
  const { device } = newChip();
  const identity = { ...simulatedCcidToken, manufacturer: 'BedSign', product: 'Token (SIMULATED)', serial: 'BENCH-C' };
  return usbFunction(identity, [bulkInterface(bulkClasses.ccid, ccidDevice(device), device.reset)]);
};

/** Display, fingerprint module and chip behind one plug, as 10-inch pads have them; `write` signs on it. */
const hospitalPad = (): ThreadDevice => {
  const { simulated } = simulatePad(familyOf('huion-v2'), 'BENCH-P');
  const { device } = simulated;
  const parts = [hidInterface(device), driveInterface(readerDriveSide()), driveInterface(chipDriveSide())];
  return {
    usb: usbFunction(device, parts, { indexedString: device.indexedString }),
    write: () => writeSignature(simulated, async () => undefined, { rate: patientRate }),
  };
};

/** What the station reaches through usbfs, at an emulated port. */
export const usbfsDevices = {
  'ef01-drive': () => ({ usb: drive(readerDriveSide()) }),
  'gmt0017-drive': () => ({ usb: drive(chipDriveSide()) }),
  'gmt0017-ccid': () => ({ usb: ccid() }),
  '10-inch-pad': hospitalPad,
} as const satisfies Record<string, () => ThreadDevice>;
export type UsbfsDevice = keyof typeof usbfsDevices;
