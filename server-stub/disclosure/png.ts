import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const uint32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, 4 * index);
  return bytes;
};

/** PNG (ISO/IEC 15948) §5.3: length, type, data, CRC of type and data. */
const chunk = (type: string, ...data: Uint8Array[]): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...data]);
  return Buffer.concat([uint32(body.length - 4), body, uint32(crc32(body))]);
};

const inchesPerMetre = 1 / 0.0254;

/** 8-bit grey pixels, row by row, as a PNG that prints in its true size. */
export const greyPng = (image: { width: number; height: number; dpi: number; image: Uint8Array }): Uint8Array => {
  const { width, height, dpi, image: pixels } = image;
  const rows = Array.from({ length: height }, (_, row) => [
    Uint8Array.of(0), // filter type: none
    pixels.subarray(row * width, (row + 1) * width),
  ]).flat();
  const perMetre = Math.round(dpi * inchesPerMetre);
  return Buffer.concat([
    signature,
    chunk('IHDR', uint32(width, height), Uint8Array.of(8, 0, 0, 0, 0)), // 8 bits, greyscale
    chunk('pHYs', uint32(perMetre, perMetre), Uint8Array.of(1)), // per metre
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND'),
  ]);
};
