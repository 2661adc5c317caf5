import { DriverError } from '../../driver-error.ts';
import type { Bitmap } from '../pad-screen.ts';

export type Depth = 1 | 16 | 24;

/** First byte of StartImageData; `bulk` is added when the data goes to the bulk endpoint instead of feature reports. */
export const imageEncoding = {
  oneBit: 0x00,
  oneBitZlib: 0x01,
  sixteenBit: 0x02,
  twentyFourBit: 0x04,
  bulk: 0x10,
} as const;

export const encodingOf = (depth: Depth, zlib: boolean, bulk: boolean): number => {
  const base =
    depth === 24
      ? imageEncoding.twentyFourBit
      : depth === 16
        ? imageEncoding.sixteenBit
        : zlib
          ? imageEncoding.oneBitZlib
          : imageEncoding.oneBit;
  // A compressed picture is a few blocks; there is no bulk form of it.
  return base === imageEncoding.oneBitZlib || !bulk ? base : base | imageEncoding.bulk;
};

/** A pixel is ink when none of its colours is brighter than this. */
const inkLevel = 0x80;

/** Rows padded to whole bytes, the leftmost pixel in the highest bit, 1 = white. */
const toOneBit = ({ width, height, rgba }: Bitmap): Uint8Array => {
  const stride = Math.ceil(width / 8);
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const brightest = Math.max(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
      if (brightest > inkLevel) bytes[y * stride + (x >> 3)] = (bytes[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  return bytes;
};

/** RGB565, the high byte first. */
const toSixteenBit = ({ width, height, rgba }: Bitmap): Uint8Array => {
  const bytes = new Uint8Array(2 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [r = 0, g = 0, b = 0] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]];
    bytes[2 * i] = (r & 0xf8) | (g >> 5);
    bytes[2 * i + 1] = ((g & 0x1c) << 3) | (b >> 3);
  }
  return bytes;
};

/** Blue, green, red. */
const toTwentyFourBit = ({ width, height, rgba }: Bitmap): Uint8Array => {
  const bytes = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++)
    for (let channel = 0; channel < 3; channel++) bytes[3 * i + channel] = rgba[4 * i + 2 - channel] ?? 0;
  return bytes;
};

const encoders: Record<Depth, (bitmap: Bitmap) => Uint8Array> = {
  1: toOneBit,
  16: toSixteenBit,
  24: toTwentyFourBit,
};

/** The picture in the pad's own format. PROTOCOL when the bitmap is not as large as it says. */
export const encodeImage = (bitmap: Bitmap, depth: Depth): Uint8Array => {
  if (bitmap.rgba.length !== 4 * bitmap.width * bitmap.height)
    throw new DriverError('PROTOCOL', `bitmap ${bitmap.width} x ${bitmap.height} of ${bitmap.rgba.length} bytes`);
  return encoders[depth](bitmap);
};

export const imageLength = ({ width, height }: { width: number; height: number }, depth: Depth): number =>
  depth === 1 ? Math.ceil(width / 8) * height : (width * height * depth) / 8;

const decoders: Record<Depth, (bytes: Uint8Array, width: number, x: number, y: number) => [number, number, number]> = {
  1: (bytes, width, x, y) => {
    const white = ((bytes[y * Math.ceil(width / 8) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
    return [white * 255, white * 255, white * 255];
  },
  16: (bytes, width, x, y) => {
    const at = 2 * (y * width + x);
    const word = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    return [(word >> 8) & 0xf8, (word >> 3) & 0xfc, (word << 3) & 0xf8];
  },
  24: (bytes, width, x, y) => {
    const at = 3 * (y * width + x);
    return [bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0];
  },
};

/** What the pad makes of the bytes it was sent; PROTOCOL when there are too many or too few. */
export const decodeImage = (bytes: Uint8Array, size: { width: number; height: number }, depth: Depth): Bitmap => {
  const { width, height } = size;
  if (bytes.length !== imageLength(size, depth))
    throw new DriverError('PROTOCOL', `image of ${bytes.length} bytes for ${width} x ${height} at ${depth} bits`);
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rgba.set(decoders[depth](bytes, width, x, y), 4 * (y * width + x));
  return { width, height, rgba };
};

const through = async (bytes: Uint8Array, transform: CompressionStream | DecompressionStream): Promise<Uint8Array> => {
  const body = new Response(new Blob([new Uint8Array(bytes)]).stream().pipeThrough(transform));
  return new Uint8Array(await body.arrayBuffer());
};

/** zlib (RFC 1950), which the web's streams call deflate. */
export const zlibCompress = (bytes: Uint8Array): Promise<Uint8Array> =>
  through(bytes, new CompressionStream('deflate'));
export const zlibExpand = (bytes: Uint8Array): Promise<Uint8Array> =>
  through(bytes, new DecompressionStream('deflate'));
