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
import { type Candidate, usbCandidate } from './candidate.ts';
import { massStorageClass } from './usb-class.ts';

const onSerialLines = async (): Promise<Candidate<'reader'>[]> =>
  (await listSerial())
    .filter((entry) => ef01SerialIds[entry.vendorId]?.includes(entry.productId))
    .map((entry) => {
      const open = async () => openEf01Reader(await openSerial(entry.path));
      return usbCandidate<'reader'>({ kind: 'reader', family: 'ef01-serial', open }, entry);
    });

const inDrives = async (bus: UsbBus): Promise<Candidate<'reader'>[]> =>
  (await bus.interfaces([massStorageClass]))
    .filter((entry) => isDriveOf(ef01Drives, entry))
    .map((entry) => {
      const open = async () => openEf01ScsiReader(scsiOverBulk(await openUsbBulk(bus, entry, massStorageClass)));
      return usbCandidate<'reader'>({ kind: 'reader', family: 'ef01-drive', open }, entry);
    });

/** The fingerprint readers that are plugged in. */
export const findReaders = async (bus: UsbBus): Promise<Candidate<'reader'>[]> =>
  (await Promise.all([onSerialLines(), inDrives(bus)])).flat();
