/** A picture as a canvas gives it: R, G, B, A, row by row. */
export type Bitmap = { width: number; height: number; rgba: Uint8Array | Uint8ClampedArray };

/** A rectangle of a pad's own screen in pixels. */
export type PixelBox = { x: number; y: number; width: number; height: number };

/** The small screen of a pad that is no display of the computer: it shows what it is sent, and draws its own ink. */
export type PadScreen = {
  width: number;
  height: number;
  /** False: black and white. A pad that could show colours, but would take seconds to receive them, says false. */
  colour: boolean;
  /** Shows a picture of the screen's size; from then on the pen leaves ink in `inkArea` alone. TIMEOUT, LOST, PROTOCOL. */
  show(picture: Bitmap, inkArea: PixelBox): Promise<void>;
  /** White, and no ink. */
  clear(): Promise<void>;
};
