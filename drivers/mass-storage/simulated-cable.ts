import { DriverError } from '../driver-error.ts';
import type { Connection } from '../simulated-port.ts';
import { bulkOnlyDevice } from './bulk-only-device.ts';
import { scsiOverBulk } from './bulk-only-host.ts';
import type { ScsiDeviceSide, ScsiTransport } from './scsi-transport.ts';

/** A mass-storage device on the shortest cable: bulk transfers, wrappers and all, as long as the connection lasts. */
export const scsiOverCable = (device: ScsiDeviceSide, connection: Connection): ScsiTransport => {
  const endpoints = bulkOnlyDevice(device);
  return scsiOverBulk({
    async write(bytes) {
      connection.assertOpen();
      endpoints.out(bytes);
    },
    read: (length) =>
      new Promise((resolve, reject) => {
        connection.assertOpen();
        const stop = connection.onClosed(() => reject(new DriverError('LOST', `${device.product} was pulled out`)));
        void endpoints.in(length).then((bytes) => {
          stop();
          resolve(bytes);
        });
      }),
    onClosed: connection.onClosed,
    close: connection.close,
  });
};
