import { BedSignError } from '@bedsign/contract';

/** Smaller than any picture of a face; what the server refuses must not be sealed here. */
const leastBytes = 512;

/** INVALID_REQUEST unless SOI and a marker stand at the front and EOI at the end (ITU-T T.81 §B.1.1.3). */
export const checkJpeg = (data: Uint8Array): void => {
  const starts = data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff;
  const ends = data.at(-2) === 0xff && data.at(-1) === 0xd9;
  if (!starts || !ends || data.length < leastBytes) throw new BedSignError('INVALID_REQUEST', 'not a JPEG');
};
