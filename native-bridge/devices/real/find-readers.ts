import {
  ef01Drives,
  ef01SerialIds,
  isDriveOf,
  openEf01Reader,
  openEf01ScsiReader,
  scsiOverBulk,
} from '@bedsign/drivers';
import { openSerial } from '../../transports/serial.ts';
import { listSerial } from '../../transports/serial-list.ts';
import { openUsbBulk } from '../../transports/usb-bulk.ts';
import type { UsbBus } from '../../transports/usb-bus.ts';
import { type Candidate, candidateKey } from './candidate.ts';
import { massStorageClass } from './usb-class.ts';

const onSerialLines = async (): Promise<Candidate<'reader'>[]> =>
  (await listSerial())
    .filter((entry) => ef01SerialIds[entry.vendorId]?.includes(entry.productId))
    .map((entry) => {
      const { vendorId, productId, serial, port, path, product: model } = entry;
      return {
        ...{ kind: 'reader', family: 'ef01-serial', key: candidateKey(entry), model },
        ...{ vendorId, productId, serial, port, path },
        open: async () => openEf01Reader(await openSerial(path)),
      };
    });

const inDrives = async (bus: UsbBus): Promise<Candidate<'reader'>[]> =>
  (await bus.interfaces())
    .filter((entry) => (entry.interfaceClass ?? massStorageClass) === massStorageClass && isDriveOf(ef01Drives, entry))
    .map((entry) => {
      const { vendorId, productId, serial, port, product: model } = entry;
      return {
        ...{ kind: 'reader', family: 'ef01-drive', key: candidateKey(entry), model },
        ...{ vendorId, productId, serial, port, path: '' },
        open: async () => openEf01ScsiReader(scsiOverBulk(await openUsbBulk(bus, entry, massStorageClass))),
      };
    });

/** The fingerprint readers that are plugged in. */
export const findReaders = async (bus: UsbBus): Promise<Candidate<'reader'>[]> =>
  (await Promise.all([onSerialLines(), inDrives(bus)])).flat();
