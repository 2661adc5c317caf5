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
import { type Candidate, candidateKey } from './candidate.ts';
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
  const entries = await bus.interfaces();
  return families.flatMap(({ family, interfaceClass, matches, connect }) =>
    entries
      .filter((entry) => (entry.interfaceClass ?? interfaceClass) === interfaceClass && matches(entry))
      .map((entry): Candidate<'chip'> => {
        const { vendorId, productId, serial, port, product: model } = entry;
        return {
          ...{ kind: 'chip', family, key: candidateKey(entry), model, vendorId, productId, serial, port, path: '' },
          open: async () => openGmt0017Chip(await connect(bus, entry), chipCrypto, layout),
        };
      }),
  );
};
