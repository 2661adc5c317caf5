/** What a simulated pad's pen does, in fractions 0…1 of the active area and of full pressure; tilt in degrees. */
export type PenState = {
  x: number;
  y: number;
  pressure: number;
  tip: boolean;
  inRange: boolean;
  tilt?: { x: number; y: number };
};

/** The state in a pad's counts, as its report carries it. */
export const penInCounts = (state: PenState, range: { maxX: number; maxY: number; maxPressure: number }) => ({
  x: Math.max(0, Math.round(state.x * range.maxX)),
  y: Math.max(0, Math.round(state.y * range.maxY)),
  pressure: Math.round(state.pressure * range.maxPressure),
  tip: state.tip,
  tiltX: state.tilt?.x ?? 0,
  tiltY: state.tilt?.y ?? 0,
});
