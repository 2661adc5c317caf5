import { type InkSample, type ScreenBox, sampleFlag } from '@bedsign/contract';

/** A point of the pen's way in target units, with half the line's width there. */
export type InkPoint = { x: number; y: number; radius: number };
export type Point = { x: number; y: number };
/** How samples come onto a surface: the part of the pad's screen shown, the surface's size, the thickest radius. */
export type InkView = { box: ScreenBox; width: number; height: number; maxRadius: number };

/** The thinnest line, as a share of the thickest: a feather-light touch is still seen. */
const thinnest = 0.28;
/** Points of a smoothed curve stand at most this share of the line's width apart. */
const spacing = 0.5;
const mostSteps = 24;

export const isTipDown = (sample: InkSample | undefined): boolean =>
  sample !== undefined && (sample[3] & sampleFlag.tip) !== 0;

/** Runs of samples with the tip down, in order. */
export const splitStrokes = (samples: readonly InkSample[]): InkSample[][] => {
  const strokes: InkSample[][] = [];
  let current: InkSample[] | null = null;
  for (const sample of samples) {
    if (!isTipDown(sample)) {
      current = null;
      continue;
    }
    if (!current) {
      current = [];
      strokes.push(current);
    }
    current.push(sample);
  }
  return strokes;
};

/** Half the line's width for a pressure 0…1: quick growth at first, as with a soft pen. */
export const radiusOf = (pressure: number, maxRadius: number): number =>
  maxRadius * (thinnest + (1 - thinnest) * Math.sqrt(Math.min(1, Math.max(0, pressure))));

const between = (a: InkPoint, b: InkPoint, t: number): InkPoint => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
  radius: a.radius + (b.radius - a.radius) * t,
});

/** Samples as points on the surface; pressure is averaged with its neighbours, for sensors jitter. */
const project = (stroke: readonly InkSample[], { box, width, height, maxRadius }: InkView): InkPoint[] =>
  stroke.map(([x, y, pressure], index) => {
    const before = stroke[index - 1]?.[2] ?? pressure;
    const after = stroke[index + 1]?.[2] ?? pressure;
    return {
      x: ((x - box.x) / box.width) * width,
      y: ((y - box.y) / box.height) * height,
      radius: radiusOf((before + pressure + after) / 3, maxRadius),
    };
  });

/**
 * One stroke as closely spaced points on a smooth curve: quadratic Bézier pieces from midpoint to midpoint with each
 * sample as control point, so that every piece depends on its neighbours only and live ink equals redrawn ink.
 */
export const smoothStroke = (stroke: readonly InkSample[], view: InkView): InkPoint[] => {
  const points = project(stroke, view);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const curve = [first];
  for (let index = 1; index < points.length - 1; index++) {
    const [a, control, b] = points.slice(index - 1, index + 2) as [InkPoint, InkPoint, InkPoint];
    const from = between(a, control, 0.5);
    const to = between(control, b, 0.5);
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const steps = Math.min(mostSteps, Math.max(1, Math.ceil(length / (2 * spacing * control.radius))));
    for (let step = 0; step <= steps; step++) {
      const t = step / steps;
      curve.push(between(between(from, control, t), between(control, to, t), t));
    }
  }
  if (points.length > 1) curve.push(last);
  return curve;
};

/** The outline of a line from circle `a` to circle `b`: their common tangents, rounded off at `b`. */
export const segmentOutline = (a: InkPoint, b: InkPoint): Point[] => {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length <= Math.abs(a.radius - b.radius)) return [];
  const along = Math.atan2(b.y - a.y, b.x - a.x);
  const lean = Math.acos((a.radius - b.radius) / length);
  const on = (circle: InkPoint, angle: number): Point => ({
    x: circle.x + circle.radius * Math.cos(angle),
    y: circle.y + circle.radius * Math.sin(angle),
  });
  return [on(a, along + lean), on(b, along + lean), on(b, along - lean), on(a, along - lean)];
};
