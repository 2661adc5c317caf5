import { drawFingerprint } from '../../drivers/readers/ef01/fingerprint-image.ts';

/** Drawn once, before anything is plugged in: on emulated processors it takes seconds in which nobody is answered. */
let drawn: Uint8Array | undefined;
export const finger = (): Uint8Array => {
  drawn ??= drawFingerprint('bench');
  return drawn;
};

/** The same finger in the middle of the longer glass that modules in drives have: 256 × 360, grey where nothing lies. */
export const fingerOnLongGlass = (): Uint8Array => {
  const grey = new Uint8Array(256 * 360).fill(232);
  grey.set(finger(), (grey.length - finger().length) / 2);
  return grey;
};
