import { onLongGlass } from '@bedsign/drivers';
import { drawFingerprint } from '../../drivers/readers/ef01/fingerprint-image.ts';

/** Drawn once, before anything is plugged in: on emulated processors it takes seconds in which nobody is answered. */
let drawn: Uint8Array | undefined;
export const finger = (): Uint8Array => {
  drawn ??= drawFingerprint('bench');
  return drawn;
};

/** The same finger on the longer glass of modules in drives. */
export const fingerOnLongGlass = (): Uint8Array => onLongGlass(finger());
