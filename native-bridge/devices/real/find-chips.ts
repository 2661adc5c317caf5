import {
  type ApduTransport,
  apduOverScsi,
  type ChipLayout,
  ccidMessageLength,
  gmt0017Drives,
  gmt0017Readers,
  isDriveOf,
  openCcid,
  openGmt0017Chip,
  scsiOverBulk,
} from '@bedsign/drivers';
import { openUsbBulk } from '../../transports/usb-bulk.ts';
import type { UsbBus, UsbInterfaceEntry } from '../../transports/usb-bus.ts';
import { chipCrypto } from '../chip-crypto.ts';
import { type Candidate, usbCandidate } from './candidate.ts';
import { massStorageClass, smartCardClass } from './usb-class.ts';

type ChipFamily = {
  family: string;
  interfaceClass: number;
  matches(entry: UsbInterfaceEntry): boolean;
  connect(bus: UsbBus, entry: UsbInterfaceEntry): Promise<ApduTransport>;
};

/** The ways to a GM/T 0017 chip that need no maker's library. */
const families: readonly ChipFamily[] = [
  {
    family: 'gmt0017-drive',
    interfaceClass: massStorageClass,
    matches: (entry) => isDriveOf(gmt0017Drives, entry),
    connect: async (bus, entry) => apduOverScsi(scsiOverBulk(await openUsbBulk(bus, entry, massStorageClass))),
  },
  {
    family: 'gmt0017-ccid',
    interfaceClass: smartCardClass,
    matches: ({ vendorId, productId }) =>
      gmt0017Readers.some((row) => row.vendorId === vendorId && row.productId === productId),
    async connect(bus, entry) {
      const pipes = await openUsbBulk(bus, entry, smartCardClass);
      try {
        const most = ccidMessageLength(await pipes.configuration(), pipes.interfaceNumber);
        return await openCcid(pipes, most);
      } catch (thrown) {
        await pipes.close();
        throw thrown;
      }
    },
  },
];

/** The security chips that are plugged in and named by the drivers' tables. */
export const findChips = async (bus: UsbBus, layout?: ChipLayout): Promise<Candidate<'chip'>[]> => {
  const entries = await bus.interfaces(families.map(({ interfaceClass }) => interfaceClass));
  return families.flatMap(({ family, interfaceClass, matches, connect }) =>
    entries
      .filter((entry) => (entry.interfaceClass ?? interfaceClass) === interfaceClass && matches(entry))
      .map((entry) => {
        const open = async () => openGmt0017Chip(await connect(bus, entry), chipCrypto, layout);
        return usbCandidate<'chip'>({ kind: 'chip', family, open }, entry);
      }),
  );
};
