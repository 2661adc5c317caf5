import { type PadBox, type Sample, sampleFlag } from '@bedsign/contract';
import { number } from './operators.ts';

/** A rectangle of the appearance, points, origin bottom left. */
export type Area = { x: number; y: number; width: number; height: number };

/** A point of ink with the half width that the pen's pressure gave it. */
type InkPoint = { x: number; y: number; radius: number };

/** Closer samples than this are noise at print size, further ones are interpolated; points. */
const nearest = 0.25;
const furthest = 0.7;
/** A turn sharper than this starts a new piece of outline; radians. */
const sharpTurn = 0.6;

/**
 * The pen's strokes as one filled path of PDF operators: `box` (pad counts, origin top left) is scaled uniformly into
 * `area` and centred. One path, so that crossing strokes do not darken and no seams show between pieces.
 */
export const drawInk = (samples: readonly Sample[], box: PadBox, maxPressure: number, area: Area): string => {
  const scale = Math.min(area.width / Math.max(box.width, 1), area.height / Math.max(box.height, 1));
  const left = area.x + (area.width - box.width * scale) / 2;
  const top = area.y + area.height - (area.height - box.height * scale) / 2;
  const thickest = Math.min(Math.max(area.height * 0.026, 0.5), 1.25);
  const toPoint = ([x, y, pressure]: Sample): InkPoint => ({
    x: left + (x - box.x) * scale,
    y: top - (y - box.y) * scale,
    radius: thickest * (0.28 + 0.72 * Math.min(1, pressure / Math.max(maxPressure, 1)) ** 0.7),
  });
  const paths = strokesOf(samples).map((stroke) => outline(interpolate(smooth(thin(stroke.map(toPoint))))));
  return paths.length > 0 ? `${paths.join('\n')}\nf` : '';
};

/** Runs of samples with the tip down. */
const strokesOf = (samples: readonly Sample[]): Sample[][] => {
  const strokes: Sample[][] = [];
  let down = false;
  for (const sample of samples) {
    const tip = (sample[4] & sampleFlag.tip) !== 0;
    if (tip && !down) strokes.push([]);
    if (tip) strokes.at(-1)?.push(sample);
    down = tip;
  }
  return strokes;
};

const distance = (a: InkPoint, b: InkPoint): number => Math.hypot(b.x - a.x, b.y - a.y);

const thin = (points: InkPoint[]): InkPoint[] => {
  const kept: InkPoint[] = [];
  for (const [index, point] of points.entries()) {
    const previous = kept.at(-1);
    if (!previous || distance(previous, point) >= nearest) kept.push(point);
    else if (index === points.length - 1 && kept.length > 1) kept[kept.length - 1] = point;
    else if (point.radius > previous.radius) kept[kept.length - 1] = { ...previous, radius: point.radius };
  }
  return kept;
};

/** Weights 1-2-1: takes out the grid of the pad's counts and the jumps of its pressure steps, keeps the ends. */
const smooth = (points: InkPoint[]): InkPoint[] =>
  points.map((point, index) => {
    const before = points[index - 1] ?? point;
    const after = points[index + 1] ?? point;
    const radius = (before.radius + 2 * point.radius + after.radius) / 4;
    if (before === point || after === point) return { ...point, radius };
    return { x: (before.x + 2 * point.x + after.x) / 4, y: (before.y + 2 * point.y + after.y) / 4, radius };
  });

/** Catmull-Rom through all points, so that a fast stroke is a curve and not a polygon. */
const interpolate = (points: InkPoint[]): InkPoint[] => {
  const result: InkPoint[] = [];
  for (const [index, p1] of points.entries()) {
    result.push(p1);
    const p2 = points[index + 1];
    if (!p2) break;
    const p0 = points[index - 1] ?? p1;
    const p3 = points[index + 2] ?? p2;
    const steps = Math.min(32, Math.ceil(distance(p1, p2) / furthest));
    for (let step = 1; step < steps; step += 1) {
      const t = step / steps;
      const blend = (a: number, b: number, c: number, d: number): number =>
        b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      const radius = p1.radius + (p2.radius - p1.radius) * t;
      result.push({ x: blend(p0.x, p1.x, p2.x, p3.x), y: blend(p0.y, p1.y, p2.y, p3.y), radius });
    }
  }
  return result;
};

const outline = (points: InkPoint[]): string => {
  const [only] = points;
  if (!only) return '';
  if (points.length === 1) return disc({ ...only, radius: only.radius * 1.15 });
  return pieces(points)
    .flatMap((piece) => [ribbon(piece), ...[piece[0], piece.at(-1)].flatMap((end) => (end ? [disc(end)] : []))])
    .join('\n');
};

/** Cuts at sharp turns, where the two sides of an outline would cross each other. */
const pieces = (points: InkPoint[]): InkPoint[][] => {
  const result: InkPoint[][] = [];
  let piece: InkPoint[] = [];
  for (const [index, point] of points.entries()) {
    piece.push(point);
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before || !after) continue;
    const turn = Math.atan2(after.y - point.y, after.x - point.x) - Math.atan2(point.y - before.y, point.x - before.x);
    if (Math.cos(turn) >= Math.cos(sharpTurn)) continue;
    result.push(piece);
    piece = [point];
  }
  return [...result, piece];
};

/** Left side forth, right side back: always the same orientation, so overlaps add up under the non-zero rule. */
const ribbon = (points: InkPoint[]): string => {
  const left: string[] = [];
  const right: string[] = [];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1] ?? point;
    const after = points[index + 1] ?? point;
    const length = distance(before, after) || 1;
    const x = ((after.y - before.y) / length) * point.radius;
    const y = ((before.x - after.x) / length) * point.radius;
    right.push(`${number(point.x + x)} ${number(point.y + y)}`);
    left.push(`${number(point.x - x)} ${number(point.y - y)}`);
  }
  return `${[...right, ...left.reverse()].map((corner, index) => `${corner} ${index ? 'l' : 'm'}`).join(' ')} h`;
};

/** A circle of four Bézier curves, counter-clockwise like the ribbons. */
const disc = ({ x, y, radius }: InkPoint): string => {
  const k = radius * 0.5523;
  const at = (dx: number, dy: number): string => `${number(x + dx)} ${number(y + dy)}`;
  return [
    `${at(radius, 0)} m`,
    `${at(radius, k)} ${at(k, radius)} ${at(0, radius)} c`,
    `${at(-k, radius)} ${at(-radius, k)} ${at(-radius, 0)} c`,
    `${at(-radius, -k)} ${at(-k, -radius)} ${at(0, -radius)} c`,
    `${at(k, -radius)} ${at(radius, -k)} ${at(radius, 0)} c h`,
  ].join(' ');
};
