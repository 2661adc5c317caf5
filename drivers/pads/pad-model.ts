/** What every family's table says of a model, whatever it adds to it. */
export type PadModel = {
  vendor: string;
  name: string;
  /** Counts over the active area, from its upper left corner. */
  maxX: number;
  maxY: number;
  maxPressure: number;
  /** The active area. */
  widthMm: number;
  heightMm: number;
  /** Undefined where nobody has published it. */
  reportsPerSecond?: number;
  /** Pixels, when the pad has a screen. */
  screen?: { width: number; height: number };
};
