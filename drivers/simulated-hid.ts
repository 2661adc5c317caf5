import { DriverError } from './driver-error.ts';
import type { HidDeviceSide } from './hid-device-side.ts';
import type { HidTransport } from './hid-transport.ts';
import type { Connection } from './simulated-port.ts';

/** The shortest cable: a transport that hands bytes to the simulated device, as long as the connection lasts. */
export const hidOverCable = (device: HidDeviceSide, connection: Connection): HidTransport => {
  const taken = (ok: boolean) => {
    if (!ok) throw new DriverError('PROTOCOL', 'the device stalls this request');
  };
  const answered = (answer: Uint8Array | undefined): Uint8Array => {
    if (!answer) throw new DriverError('PROTOCOL', 'the device stalls this request');
    return answer;
  };
  return {
    info: {
      vendorId: device.vendorId,
      productId: device.productId,
      product: device.product,
      serial: device.serial,
      path: `simulated:${device.serial}`,
    },
    reportDescriptor: device.reportDescriptor,
    onInput: (callback) => device.onInput((report) => connection.open && callback(report)),
    onClosed: connection.onClosed,
    async write(report) {
      connection.assertOpen();
      taken(device.write(report));
    },
    async getFeature(reportId) {
      connection.assertOpen();
      return answered(device.getFeature(reportId));
    },
    async setFeature(report) {
      connection.assertOpen();
      taken(device.setFeature(report));
    },
    async indexedString(index) {
      connection.assertOpen();
      return answered(device.indexedString(index));
    },
    close: connection.close,
  };
};
