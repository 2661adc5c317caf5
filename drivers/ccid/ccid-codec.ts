import { DriverError } from '../driver-error.ts';

/** Smart Card Integrated Circuit(s) Cards Interface Devices 1.1 §6: messages that we send, and their answers. */
export const ccidMessage = {
  powerOn: 0x62,
  powerOff: 0x63,
  slotStatus: 0x65,
  transfer: 0x6f,
  dataBlock: 0x80,
  slotStatusAnswer: 0x81,
} as const;

export const ccidHeaderLength = 10;

/** wLevelParameter and bChainParameter: which part of an APDU a block is. */
export const chain = { whole: 0x00, begins: 0x01, ends: 0x02, middle: 0x03, goOn: 0x10 } as const;

/** bStatus, the lower and the upper two bits (§6.2.6). */
export const cardStatus = { active: 0, inactive: 1, absent: 2 } as const;
export const commandStatus = { ok: 0, failed: 1, timeExtension: 2 } as const;
/** bError: the card does not answer; the command is not known. */
export const slotError = { mute: 0xfe, unknownCommand: 0x00 } as const;

/** `specific` are the three bytes of which each message makes its own: to the device bBWI and wLevelParameter, from it bStatus, bError, bChainParameter. */
export type CcidMessage = {
  type: number;
  slot: number;
  sequence: number;
  specific: readonly [number, number, number];
  data: Uint8Array;
};

export const encodeCcid = ({ type, slot, sequence, specific, data }: CcidMessage): Uint8Array => {
  const bytes = new Uint8Array(ccidHeaderLength + data.length);
  bytes[0] = type;
  new DataView(bytes.buffer).setUint32(1, data.length, true);
  bytes.set([slot, sequence, ...specific], 5);
  bytes.set(data, ccidHeaderLength);
  return bytes;
};

/** One message that fills the bytes; PROTOCOL otherwise. */
export const decodeCcid = (bytes: Uint8Array): CcidMessage => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < ccidHeaderLength || view.getUint32(1, true) !== bytes.length - ccidHeaderLength)
    throw new DriverError('PROTOCOL', `CCID message of ${bytes.length} bytes`);
  const at = (offset: number) => view.getUint8(offset);
  return {
    type: at(0),
    slot: at(5),
    sequence: at(6),
    specific: [at(7), at(8), at(9)],
    data: bytes.slice(ccidHeaderLength),
  };
};
