import type { HidDeviceSide } from '@bedsign/drivers';
import { le16 } from './usb-descriptors.ts';
import { type UsbFunction, usbFunction } from './usb-function.ts';
import { type Answer, nothing, type UsbInterface } from './usb-interface.ts';

/** Whether reports carry their ID on the wire: only where the descriptor has Report ID items (HID 1.11 §6.2.2.7). */
const isNumbered = (descriptor: Uint8Array): boolean => {
  for (let at = 0; at < descriptor.length; at += 1 + ([0, 1, 2, 4][(descriptor[at] ?? 0) & 3] ?? 0))
    if (((descriptor[at] ?? 0) & 0xfc) === 0x84) return true;
  return false;
};

/** HID 1.11 §7: requests, and kinds of descriptors and reports. */
const request = { getReport: 0x01, getDescriptor: 0x06, setReport: 0x09, setIdle: 0x0a, setProtocol: 0x0b } as const;
const reportDescriptorType = 0x22;
const featureType = 3;

/** How an emulated device may misbehave; changed while it is plugged in. */
export type HidFaults = { featuresSilent: boolean };

/** A HID interface around a simulator's own side. */
export const hidInterface = (device: HidDeviceSide, faults?: HidFaults): UsbInterface => {
  const { reportDescriptor } = device;
  const numbered = isNumbered(reportDescriptor);
  const fromWire = (bytes: Uint8Array) => (numbered ? bytes : Uint8Array.of(0, ...bytes));
  const descriptor = [9, 0x21, 0x11, 0x01, 0, 1, reportDescriptorType, ...le16(reportDescriptor.length)];

  const get = (type: number, id: number): Answer => {
    if (faults?.featuresSilent) return 'silence';
    const report = type === featureType ? device.getFeature(id) : undefined;
    return report ? (numbered ? report : report.subarray(1)) : 'stall';
  };
  const set = (type: number, report: Uint8Array): Answer =>
    (type === featureType ? device.setFeature(report) : device.write(report)) ? nothing : 'stall';

  return {
    triple: [3, 0, 0],
    descriptor,
    endpoints: [{ direction: 'in', type: 'interrupt' }],
    request(setup, data) {
      const [type, id] = [setup.value >> 8, setup.value & 0xff];
      if (setup.request === request.getDescriptor)
        return type === reportDescriptorType ? reportDescriptor : Uint8Array.from(descriptor);
      if (setup.request === request.getReport) return get(type, id);
      if (setup.request === request.setReport) return set(type, fromWire(data));
      return setup.request === request.setIdle || setup.request === request.setProtocol ? nothing : 'stall';
    },
    out: () => undefined,
    // An unnumbered input report has no ID byte anywhere, neither on the wire nor in the simulator.
    onIn: (send) => device.onInput(send),
    powerLoss: device.powerLoss,
  };
};

export const hidFunction = (device: HidDeviceSide, faults?: HidFaults): UsbFunction =>
  usbFunction(device, [hidInterface(device, faults)], { indexedString: device.indexedString });
