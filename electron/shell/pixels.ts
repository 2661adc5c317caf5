import type { Display } from './shell.ts';

/** A display's panel in its own pixels, which no scaling of the desktop changes; within a pixel or two of the truth. */
export const pixelsOf = ({ width, height, scale }: Pick<Display, 'width' | 'height' | 'scale'>) => ({
  width: Math.round(width * scale),
  height: Math.round(height * scale),
});

/** A desktop says whole units of its own, so that at 175 % a pixel or two are lost on the way back. */
const tolerance = 2;

export const samePixels = (a: { width: number; height: number }, b: { width: number; height: number }): boolean =>
  Math.abs(a.width - b.width) <= tolerance && Math.abs(a.height - b.height) <= tolerance;
