import { createRandom } from '../random.ts';
import type { Point, Stroke } from './glyph-parts.ts';
import { glyphStrokes } from './glyphs.ts';
import { alongLine, distance, type Movement, strokeMovement, thread } from './pen-path.ts';

/** x, y and pressure as fractions 0…1; `dtMicros` is the time since the sample before. */
export type SignatureSample = {
  x: number;
  y: number;
  pressure: number;
  tip: boolean;
  inRange: boolean;
  dtMicros: number;
};

/** The writing is drawn for a field this many times as wide as high. */
const fieldRatio = 3;
const maxCharacters = 6;
/** Seconds that a movement takes, whatever its length, and for the height of a character. */
const basePace = 0.06;
const pace = 0.2;

/** Share of the way after a share of the time: at rest at both ends, by minimum jerk (Flash and Hogan 1985). */
const minimumJerk = (t: number) => t ** 3 * (10 - 15 * t + 6 * t * t);
/** Writing does not quite come to rest between movements. */
const progress = (t: number) => 0.65 * minimumJerk(t) + 0.35 * t;

/** The strokes of a name, placed on a line: slanted, uneven, rising, as by one hand. Height 1, width `fieldRatio`. */
const layOut = (name: string, random: () => number): Stroke[][] => {
  const characters = [...name.replace(/[\s·.]/gu, '')].slice(0, maxCharacters);
  const size = Math.min(0.74, (fieldRatio * 0.86) / characters.length);
  const step = size * 0.94;
  const left = (fieldRatio - step * characters.length) / 2 + 0.02;
  const slant = 0.1 + 0.08 * random();
  const rise = 0.06 + 0.08 * random();
  const jitter = () => (random() - 0.5) * 0.045;
  return characters.map((character, i) => {
    const scale = size * (i === 0 ? 1.08 : 0.88 + 0.12 * random());
    const x = left + i * step + jitter() * size;
    const y = 0.55 - scale / 2 - (rise * i) / characters.length + jitter() * size;
    const place = (point: Point): Point => {
      const px = point.x + jitter();
      const py = point.y + jitter() - 0.06 * px;
      return { x: x + scale * (px * 0.92 + slant * (0.5 - py)), y: y + scale * py };
    };
    return glyphStrokes(character).map(({ kind, points }) => ({ kind, points: points.map(place) }));
  });
};

/** Strokes to runs of movements with the pen down: a quick hand draws some strokes into one. */
const penRuns = (characters: Stroke[][], random: () => number): Movement[][] => {
  const runs: Movement[][] = [];
  for (const strokes of characters)
    strokes.forEach((stroke, i) => {
      const movement = strokeMovement(stroke, 0.16 * (random() - 0.25));
      const from = runs.at(-1)?.at(-1)?.points.at(-1);
      const to = stroke.points[0];
      const linked = i > 0 && from && to && distance(from, to) < 0.4 && random() < 0.42;
      if (linked) runs.at(-1)?.push(thread(from, to, 0.12 * (random() - 0.3)), movement);
      else runs.push([movement]);
    });
  return runs;
};

/**
 * A handwritten signature as a pad would report it, 200 to 266 times a second, from the pen's coming near to its going
 * away. The same name is always the same signature. For demonstrations and tests.
 */
export const sampleSignature = (name: string): SignatureSample[] => {
  const random = createRandom(`signature ${name}`);
  const samples: SignatureSample[] = [];
  let tremor = 0;

  const report = ({ x, y }: Point, pressure: number, tip: boolean, inRange = true) => {
    const clamp = (value: number) => Math.min(1, Math.max(0, value));
    const dtMicros = Math.round(3760 + 1240 * random());
    samples.push({ x: clamp(x / fieldRatio), y: clamp(y), pressure: clamp(pressure), tip, inRange, dtMicros });
  };
  /** Moves along a line for as long as a hand needs; `pressure` null is in the air. */
  const move = (points: Point[], pressure: ((way: number) => number) | null) => {
    const line = alongLine(points);
    const seconds = basePace + pace * line.length * (0.85 + 0.3 * random());
    const count = Math.max(3, Math.round(seconds / 0.0044));
    for (let i = 1; i <= count; i++) {
      const way = progress(i / count);
      tremor += 0.3 * ((random() - 0.5) * 0.05 - tremor);
      report(line.at(way), pressure ? pressure(way) * (1 + tremor) : 0, pressure !== null);
    }
  };
  /** The pen comes down thin and goes up thin. */
  const write = (run: Movement[]) => {
    const before = samples.length;
    for (const { points, pressure } of run) move(points, pressure);
    const written = samples.slice(before);
    written.forEach((sample, i) => {
      const entry = Math.min(1, (i + 1) / 6);
      const exit = Math.min(1, (written.length - i) / 7);
      sample.pressure = Math.max(0.02, sample.pressure * entry * Math.sqrt(exit));
    });
  };

  const runs = penRuns(layOut(name, random), random);
  let rest: Point = { x: fieldRatio * 0.1, y: 0.1 };
  for (const run of runs) {
    const start = run[0]?.points[0] ?? rest;
    // Through the air in an arc, then down.
    move([rest, { x: (rest.x + start.x) / 2, y: Math.min(rest.y, start.y) - 0.04 }, start], null);
    write(run);
    rest = run.at(-1)?.points.at(-1) ?? start;
  }
  const away = { x: Math.min(fieldRatio, rest.x + 0.3), y: Math.max(0, rest.y - 0.25) };
  move([rest, away], null);
  report(away, 0, false, false);
  return samples;
};
