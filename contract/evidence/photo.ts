/** Fewer bytes show no face; more do not come from a camera as stations set it. */
export const photoBytes = { least: 512, most: 8 * 1024 * 1024 } as const;

/** A JPEG of a usable size: SOI and a marker at the front, EOI at the end (ITU-T T.81 §B.1.1.3). */
export const isPhoto = (data: Uint8Array): boolean => {
  const starts = data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff;
  const ends = data.at(-2) === 0xff && data.at(-1) === 0xd9;
  return starts && ends && data.length >= photoBytes.least && data.length <= photoBytes.most;
};
