import { DriverError } from './driver-error.ts';
import type { HidDeviceSide } from './hid-device-side.ts';
import type { HidTransport } from './hid-transport.ts';
import type { Connection } from './simulated-port.ts';

/** The shortest cable: a transport that hands bytes to the simulated device, as long as the connection lasts. */
export const hidOverCable = (device: HidDeviceSide, connection: Connection): HidTransport => {
  const unlessStalled = <T>(answer: T | false | undefined): T => {
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
      unlessStalled(device.write(report));
    },
    async getFeature(reportId) {
      connection.assertOpen();
      return unlessStalled(device.getFeature(reportId));
    },
    async setFeature(report) {
      connection.assertOpen();
      unlessStalled(device.setFeature(report));
    },
    async indexedString(index) {
      connection.assertOpen();
      return unlessStalled(device.indexedString(index));
    },
    close: connection.close,
  };
};
