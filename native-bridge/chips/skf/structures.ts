import { DriverError } from '@bedsign/drivers';

/**
 * Structures of GM/T 0016 §6.4, packed to one byte, little endian as the machines that load the libraries. ULONG has 4 or 8
 * bytes, which moves everything behind it: what does not fit is refused, for a wrong width must not look like a key.
 */
type UlongBytes = 4 | 8;

const fail = (why: string): never => {
  throw new DriverError('PROTOCOL', `SKF: ${why}`);
};

const numberLength = 64;
const coordinate = 32;

/** A 256-bit number stands at the right of its 64 bytes. */
const readNumber = (bytes: Uint8Array, at: number): Uint8Array => {
  if (bytes.subarray(at, at + numberLength - coordinate).some((byte) => byte !== 0)) fail('a number beyond 256 bits');
  return bytes.slice(at + numberLength - coordinate, at + numberLength);
};

/** ECCPUBLICKEYBLOB: BitLen ULONG, X 64, Y 64; as 65 bytes, 04 ‖ X ‖ Y. */
export const decodePublicKey = (bytes: Uint8Array, ulongBytes: UlongBytes): Uint8Array => {
  const expected = ulongBytes + 2 * numberLength;
  if (bytes.length !== expected) {
    const other = ulongBytes === 4 ? 8 : 4;
    const hint = bytes.length === other + 2 * numberLength ? `; this library's ULONG has ${other} bytes` : '';
    fail(`a public key of ${bytes.length} bytes, expected ${expected}${hint}`);
  }
  const bits = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (bits !== 256) fail(`a key of ${bits} bits`);
  return Uint8Array.of(4, ...readNumber(bytes, ulongBytes), ...readNumber(bytes, ulongBytes + numberLength));
};

export const signatureBlobLength = 2 * numberLength;

/** ECCSIGNATUREBLOB: r 64, s 64. */
export const decodeSignature = (bytes: Uint8Array): [Uint8Array, Uint8Array] => [
  readNumber(bytes, 0),
  readNumber(bytes, numberLength),
];

export type SkfDevice = { manufacturer: string; label: string; serial: string };

/** DEVINFO: version 2, manufacturer 64, issuer 64, label 32, serial 32, versions 4, eight ULONGs, reserved 64. */
export const deviceInfoLength = (ulongBytes: UlongBytes): number => 2 + 64 + 64 + 32 + 32 + 4 + 8 * ulongBytes + 64;

/** Texts are UTF-8, or GBK with some makers: what is not UTF-8 is read as GBK. */
const readText = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text).trim();
  } catch {
    return new TextDecoder('gbk').decode(text).trim();
  }
};

export const decodeDeviceInfo = (bytes: Uint8Array): SkfDevice => {
  if (bytes[0] !== 1) fail(`device information of version ${bytes[0]}`);
  const serial = readText(bytes.subarray(162, 194));
  if (!/^[\x21-\x7e]+$/.test(serial)) fail('a device without a readable serial number');
  return { manufacturer: readText(bytes.subarray(2, 66)), label: readText(bytes.subarray(130, 162)), serial };
};

/** Names one behind the other, each ended by a NUL, the list by another (SKF_EnumDev). */
export const decodeNames = (bytes: Uint8Array): string[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .split('\0')
    .filter((name) => name !== '')
    .map((name) => readText(Buffer.from(name, 'latin1')));
