import type { Point, Stroke, StrokeKind } from './glyph-parts.ts';

/** A smooth movement between two halts of the pen; `pressure` by the share of its way, 0…1. */
export type Movement = { points: Point[]; pressure(way: number): number };

const between = (low: number, high: number, at: number) => low + (high - low) * at;
/** 0 at both ends, 1 in the middle. */
const swell = (way: number) => Math.sin(Math.PI * way);

/** How each kind of stroke is pressed: the horizontal is firm at both ends, 撇 thins out, 捺 swells before its end. */
const pressing: Record<StrokeKind, (way: number) => number> = {
  h: (way) => 0.5 - 0.12 * swell(way) + 0.08 * way,
  s: (way) => between(0.58, 0.44, way),
  p: (way) => between(0.62, 0.14, way ** 1.4),
  n: (way) => 0.24 + 0.56 * Math.sin(Math.PI * Math.min(1, way * 1.06) ** 2.2),
  d: (way) => 0.26 + 0.4 * Math.sin((Math.PI * way ** 1.5) / 1.25),
  t: (way) => between(0.6, 0.12, way),
  z: (way) => 0.5 + 0.07 * Math.cos(6 * Math.PI * way) - 0.16 * way ** 4,
};

/** Points on the Catmull-Rom curve through the given points. */
const smooth = (points: Point[]): Point[] => {
  const steps = 14;
  const at = (i: number) => points[Math.min(points.length - 1, Math.max(0, i))] ?? { x: 0, y: 0 };
  const curve = (a: number, b: number, c: number, d: number, t: number) =>
    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 + (3 * b - a - 3 * c + d) * t ** 3);
  const result = [at(0)];
  for (let i = 0; i + 1 < points.length; i++)
    for (let step = 1; step <= steps; step++) {
      const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
      const t = step / steps;
      result.push({ x: curve(a.x, b.x, c.x, d.x, t), y: curve(a.y, b.y, c.y, d.y, t) });
    }
  return result;
};

/** A straight piece that hands seldom draw: bent a little to one side. */
const bow = (from: Point, to: Point, bend: number): Point[] => {
  const middle = { x: (from.x + to.x) / 2 - (to.y - from.y) * bend, y: (from.y + to.y) / 2 + (to.x - from.x) * bend };
  return smooth([from, middle, to]);
};

/** A line with its corners cut, as a quick hand takes them. */
const roundCorners = (points: Point[]): Point[] =>
  points.flatMap((corner, i) => {
    const before = points[i - 1];
    const after = points[i + 1];
    if (!before || !after) return [corner];
    const towards = (to: Point, share: number) => ({
      x: between(corner.x, to.x, share),
      y: between(corner.y, to.y, share),
    });
    return [towards(before, 0.24), towards(before, 0.05), towards(after, 0.16), towards(after, 0.4)];
  });

/** A stroke as one movement; `bend` is how far, in shares of its length, a straight one bows. */
export const strokeMovement = ({ kind, points }: Stroke, bend: number): Movement => {
  const [from, to] = points;
  const drawn =
    kind === 'z'
      ? smooth(roundCorners(points))
      : points.length === 2 && from && to
        ? bow(from, to, bend)
        : smooth(points);
  return { points: drawn, pressure: pressing[kind] };
};

/** The thin thread that a quick hand leaves from one stroke to the next (牵丝). */
export const thread = (from: Point, to: Point, bend: number): Movement => ({
  points: bow(from, to, bend),
  pressure: (way) => 0.2 - 0.09 * swell(way),
});

export const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** A function from the share of a line's length to the point there. */
export const alongLine = (points: Point[]): { length: number; at(way: number): Point } => {
  const marks = [0];
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before) marks.push((marks.at(-1) ?? 0) + distance(before, point));
  });
  const length = marks.at(-1) ?? 0;
  return {
    length,
    at(way) {
      const wanted = way * length;
      const i = Math.max(
        1,
        marks.findIndex((mark) => mark >= wanted),
      );
      const start = marks[i - 1] ?? 0;
      const from = points[i - 1] ?? { x: 0, y: 0 };
      const to = points[i] ?? from;
      const share = Math.min(1, (wanted - start) / ((marks[i] ?? 0) - start || 1));
      return { x: between(from.x, to.x, share), y: between(from.y, to.y, share) };
    },
  };
};
