import { DriverError } from '../../driver-error.ts';

const bits = 256;
const size = bits / 8;
const blobLength = 4 + 2 * size;

/** BitLen BE32 and two 32-byte numbers: r and s of a signature, X and Y of a point. */
export const decodeBlob = (data: Uint8Array): [Uint8Array, Uint8Array] => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length !== blobLength || view.getUint32(0) !== bits)
    throw new DriverError('PROTOCOL', `ECC blob of ${data.length} bytes`);
  return [data.slice(4, 4 + size), data.slice(4 + size)];
};

export const encodeBlob = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const data = new Uint8Array(blobLength);
  new DataView(data.buffer).setUint32(0, bits);
  data.set(first, 4);
  data.set(second, 4 + size);
  return data;
};

/** DER INTEGER of an unsigned 32-byte number: no needless zeros, one when the top bit is set (X.690 §8.3). */
const derInteger = (number: Uint8Array): number[] => {
  const start = number.findIndex((byte) => byte !== 0);
  if (start < 0) throw new DriverError('CHIP', 'a signature half is zero');
  const bytes = [...number.subarray(start)];
  if ((bytes[0] ?? 0) & 0x80) bytes.unshift(0);
  return [0x02, bytes.length, ...bytes];
};

/** r and s as DER SEQUENCE { r, s } (GM/T 0009 §7.3). */
export const signatureToDer = (r: Uint8Array, s: Uint8Array): Uint8Array => {
  const content = [...derInteger(r), ...derInteger(s)];
  return Uint8Array.of(0x30, content.length, ...content);
};

/** DER SEQUENCE { r, s } as two 32-byte numbers; PROTOCOL for anything else. */
export const signatureFromDer = (der: Uint8Array): [Uint8Array, Uint8Array] => {
  const malformed = () => new DriverError('PROTOCOL', 'not a DER signature');
  const readInteger = (at: number): [Uint8Array, number] => {
    const length = der[at + 1] ?? 0;
    const end = at + 2 + length;
    const bytes = der.subarray(at + 2, end);
    const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    if (der[at] !== 0x02 || length === 0 || end > der.length || digits.length > size) throw malformed();
    const number = new Uint8Array(size);
    number.set(digits, size - digits.length);
    return [number, end];
  };
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw malformed();
  const [r, middle] = readInteger(2);
  const [s, end] = readInteger(middle);
  if (end !== der.length) throw malformed();
  return [r, s];
};
