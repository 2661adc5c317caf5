import { ef01SerialIds, openEf01Reader } from '@bedsign/drivers';
import { openSerial } from '../../transports/serial.ts';
import { listSerial } from '../../transports/serial-list.ts';
import { type Candidate, candidateKey } from './candidate.ts';

/** The fingerprint readers that are plugged in. */
export const findReaders = async (): Promise<Candidate<'reader'>[]> =>
  (await listSerial())
    .filter((entry) => ef01SerialIds[entry.vendorId]?.includes(entry.productId))
    .map((entry) => ({
      ...{ kind: 'reader', family: 'ef01-serial', model: entry.product, key: candidateKey(entry) },
      ...{
        vendorId: entry.vendorId,
        productId: entry.productId,
        serial: entry.serial,
        port: entry.port,
        path: entry.path,
      },
      open: async () => openEf01Reader(await openSerial(entry.path)),
    }));
