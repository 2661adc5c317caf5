import { DriverError } from '../../driver-error.ts';

/** The instructions of GM/T 0017 that we use. */
export const ins = {
  getDevInfo: 0x04,
  verifyPin: 0x18,
  openApplication: 0x26,
  openContainer: 0x42,
  genRandom: 0x50,
  eccSignData: 0x74,
  exportPublicKey: 0x88,
} as const;

/** Status words, ISO/IEC 7816-4 §5.6. */
export const sw = {
  ok: 0x9000,
  wrongLength: 0x6700,
  securityStatus: 0x6982,
  blocked: 0x6983,
  conditions: 0x6985,
  wrongData: 0x6a80,
  wrongParameters: 0x6a86,
  notFound: 0x6a88,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  /** 63 CX: X tries left. */
  triesLeft: 0x63c0,
} as const;

export type Command = { ins: number; p1: number; p2: number; data: Uint8Array; le: number };

const cla = 0x80;

/** Extended APDU: `80 INS P1 P2 00 Lc Lc data Le Le`, without Lc when there is no data (ISO/IEC 7816-4 §5.2, cases 2E and 4E). */
export const encodeCommand = ({ ins, p1, p2, data, le }: Command): Uint8Array => {
  const head = [cla, ins, p1, p2, 0];
  const word = (value: number) => [value >> 8, value & 0xff];
  return data.length === 0
    ? Uint8Array.of(...head, ...word(le))
    : Uint8Array.of(...head, ...word(data.length), ...data, ...word(le));
};

/** Reads an extended APDU, as the chip does; PROTOCOL when its lengths do not agree. */
export const decodeCommand = (apdu: Uint8Array): Command & { cla: number } => {
  if (apdu.length < 7 || apdu[4] !== 0) throw new DriverError('PROTOCOL', `APDU of ${apdu.length} bytes`);
  const view = new DataView(apdu.buffer, apdu.byteOffset, apdu.byteLength);
  const head = { cla: view.getUint8(0), ins: view.getUint8(1), p1: view.getUint8(2), p2: view.getUint8(3) };
  const first = view.getUint16(5);
  if (apdu.length === 7) return { ...head, data: new Uint8Array(), le: first };
  if (first === 0 || apdu.length !== 9 + first)
    throw new DriverError('PROTOCOL', `APDU: Lc ${first} of ${apdu.length}`);
  return { ...head, data: apdu.slice(7, 7 + first), le: view.getUint16(7 + first) };
};

export type Response = { data: Uint8Array; sw: number };

export const encodeResponse = ({ data, sw }: Response): Uint8Array => Uint8Array.of(...data, sw >> 8, sw & 0xff);

/** PROTOCOL when not even a status word came. */
export const decodeResponse = (bytes: Uint8Array): Response => {
  if (bytes.length < 2) throw new DriverError('PROTOCOL', `response of ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { data: bytes.slice(0, -2), sw: view.getUint16(bytes.length - 2) };
};
