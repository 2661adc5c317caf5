import { configurationDescriptor, deviceDescriptor, interfaceDescriptor, stringsOf } from './usb-descriptors.ts';
import { type Answer, nothing, type Setup, type UsbIdentity, type UsbInterface } from './usb-interface.ts';

/** An emulated USB device, whole. */
export type UsbFunction = {
  control(setup: Setup, data: Uint8Array): Answer;
  out(endpoint: number, bytes: Uint8Array): void;
  onIn(send: (endpoint: number, bytes: Uint8Array) => void): () => void;
  powerLoss(): void;
};

/** USB 2.0 table 9-4. */
const standard = {
  getStatus: 0,
  clearFeature: 1,
  setFeature: 3,
  getDescriptor: 6,
  setConfiguration: 9,
  setInterface: 11,
};
const accepted = [standard.clearFeature, standard.setFeature, standard.setConfiguration, standard.setInterface];

/** A device of these interfaces. `indexedString` gives string descriptors beyond the identity's; undefined stalls. */
export const usbFunction = (
  identity: UsbIdentity,
  interfaces: readonly UsbInterface[],
  { deviceClass = 0, indexedString = (_index: number): Uint8Array | undefined => undefined } = {},
): UsbFunction => {
  const strings = stringsOf(identity);
  const device = deviceDescriptor(identity, deviceClass);
  const configuration = configurationDescriptor(interfaces.map(interfaceDescriptor));
  const descriptor = (type: number, index: number): Uint8Array | undefined => {
    if (type === 3) return strings(index) ?? indexedString(index);
    return [undefined, device, configuration][type];
  };
  const answer = (setup: Setup, data: Uint8Array): Answer => {
    const { requestType, request, value, index } = setup;
    const ofInterface = (requestType & 0x1f) === 1;
    const ofClass = (requestType & 0x60) !== 0;
    if (ofClass || (ofInterface && request === standard.getDescriptor))
      return interfaces[index & 0xff]?.request(setup, data) ?? 'stall';
    if (request === standard.getDescriptor) return descriptor(value >> 8, value & 0xff) ?? 'stall';
    if (request === standard.getStatus) return Uint8Array.of(0, 0);
    // SET_ADDRESS never arrives: the virtual controller answers it.
    return accepted.includes(request) ? nothing : 'stall';
  };
  return {
    control(setup, data) {
      const answered = answer(setup, data);
      return answered instanceof Uint8Array && setup.requestType & 0x80 ? answered.subarray(0, setup.length) : answered;
    },
    out: (endpoint, bytes) => interfaces[endpoint - 1]?.out(bytes),
    onIn(send) {
      const stops = interfaces.map(({ onIn }, number) => onIn((bytes) => send(number + 1, bytes)));
      return () => {
        for (const stop of stops) stop();
      };
    },
    powerLoss() {
      for (const { powerLoss } of interfaces) powerLoss();
    },
  };
};
