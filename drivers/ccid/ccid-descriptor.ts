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
