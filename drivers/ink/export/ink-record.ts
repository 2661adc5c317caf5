/** The surface that was written on, in its own counts and in millimetres. */
export type InkSurface = {
  vendor: string;
  model: string;
  serial: string;
  maxX: number;
  maxY: number;
  maxPressure: number;
  widthMm: number;
  heightMm: number;
};

/** One pen report as evidence keeps it: counts from the top left, microseconds since the capture was opened. */
export type InkSample = { x: number; y: number; pressure: number; tip: boolean; inRange: boolean; tMicros: number };

/** One field's handwriting, with the movement in the air between its strokes. */
export type InkRecord = { surface: InkSurface; samples: InkSample[] };
