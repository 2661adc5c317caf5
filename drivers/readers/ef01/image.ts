/** What EF01 modules upload over a serial line; told apart by the number of bytes. */
const knownSizes = [
  { width: 256, height: 288 },
  { width: 256, height: 360 },
] as const;

export const defaultSize = knownSizes[0];

export type ImageSize = { width: number; height: number };

/** Two pixels in a byte, the high nibble first, 16 grey levels. */
export const packedLength = ({ width, height }: ImageSize): number => Math.ceil((width * height) / 2);

/** The size that fits a number of bytes; the declared one goes first, because some modules declare their sensor's size and upload another. */
export const sizeOf = (byteCount: number, declared?: ImageSize): ImageSize | undefined =>
  [...(declared ? [declared] : []), ...knownSizes].find((size) => byteCount > 0 && packedLength(size) === byteCount);

/** 4-bit pixels to 8 bits: ×17 maps 0…15 onto 0…255. */
export const unpackGrey = (packed: Uint8Array): Uint8Array => {
  const grey = new Uint8Array(packed.length * 2);
  packed.forEach((byte, i) => {
    grey[2 * i] = (byte >> 4) * 17;
    grey[2 * i + 1] = (byte & 0x0f) * 17;
  });
  return grey;
};

/** 8-bit pixels to 4 bits, as the module does. */
export const packGrey = (grey: Uint8Array): Uint8Array =>
  Uint8Array.from(
    { length: Math.ceil(grey.length / 2) },
    (_, i) => (Math.round((grey[2 * i] ?? 0) / 17) << 4) | Math.round((grey[2 * i + 1] ?? 0) / 17),
  );
