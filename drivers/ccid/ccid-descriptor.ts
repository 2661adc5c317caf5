import { DriverError } from '../driver-error.ts';
import { ccidHeaderLength } from './ccid-codec.ts';

/** dwMaxCCIDMessageLength: what one message of our simulated reader holds, header and all. */
export const maxMessageLength = 271;

/** dwFeatures (§5.1): parameters and voltage by itself, short and extended APDUs. */
const features = 0x0004_0000 | 0x0000_00ba;

/** The class descriptor of a simulated reader with one slot, 54 bytes (CCID 1.1 §5.1); for whoever emulates its USB port. */
export const ccidDescriptor = (): Uint8Array => {
  const bytes = new Uint8Array(54);
  const view = new DataView(bytes.buffer);
  // bLength, bDescriptorType, bcdCCID 1.10, bMaxSlotIndex 0, bVoltageSupport: all three.
  bytes.set([54, 0x21, 0x10, 0x01, 0, 7]);
  const words: [number, number][] = [
    [6, 3], // dwProtocols: T=0 and T=1
    [10, 4000], // dwDefaultClock, kHz
    [14, 4000], // dwMaximumClock
    [19, 9600], // dwDataRate
    [23, 344_086], // dwMaxDataRate
    [28, 254], // dwMaxIFSD
    [40, features],
    [44, maxMessageLength],
  ];
  for (const [offset, value] of words) view.setUint32(offset, value, true);
  // bClassGetResponse, bClassEnvelope: as the APDU has it; one slot busy at a time.
  bytes.set([0xff, 0xff], 48);
  bytes[53] = 1;
  return bytes;
};

const interfaceDescriptor = 0x04;
const classDescriptor = 0x21;
const classDescriptorLength = 54;

/**
 * dwMaxCCIDMessageLength of an interface, out of all descriptors of its configuration (USB 2.0 §9.5; CCID 1.1 §5.1).
 * PROTOCOL when there is no class descriptor or no room for a message.
 */
export const ccidMessageLength = (configuration: Uint8Array, interfaceNumber: number): number => {
  const view = new DataView(configuration.buffer, configuration.byteOffset, configuration.byteLength);
  let current = -1;
  for (let at = 0; at + 2 <= configuration.length; ) {
    const length = view.getUint8(at);
    const type = view.getUint8(at + 1);
    if (length < 2 || at + length > configuration.length) break;
    if (type === interfaceDescriptor && length > 2) current = view.getUint8(at + 2);
    if (type === classDescriptor && length === classDescriptorLength && current === interfaceNumber) {
      const most = view.getUint32(at + 44, true);
      if (most > ccidHeaderLength) return most;
    }
    at += length;
  }
  throw new DriverError('PROTOCOL', `no CCID class descriptor of interface ${interfaceNumber}`);
};
