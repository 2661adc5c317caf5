import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sample } from '@bedsign/contract';
import { drawInk } from './ink.ts';

const box = { x: 1000, y: 1000, width: 10_000, height: 5_000 };
const area = { x: 0, y: 0, width: 100, height: 100 };
const draw = (samples: Sample[]): string => drawInk(samples, box, 8191, area);

const corners = (path: string): [number, number][] =>
  [...path.matchAll(/(-?[\d.]+) (-?[\d.]+) [mlc]/g)].map(([, x, y]) => [Number(x), Number(y)]);
const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);
const stroke = (pressure: number): Sample[] =>
  Array.from({ length: 50 }, (_, index) => [2000 + index * 100, 3500, pressure, index, 3]);

test('scales the pad box uniformly into the area and centres it', () => {
  // 10 000 × 5 000 counts into 100 × 100 points: 0.01 points a count, 25 points of air above and below.
  const [x, y] = corners(draw([[1000, 1000, 4000, 0, 3]]))[0] ?? [];
  assert.ok(Math.abs((x ?? 0) - 0) < 2 && Math.abs((y ?? 0) - 75) < 2, `${x} ${y}`);
});

test('a tap is a dot, the air is nothing', () => {
  const dot = corners(draw([[6000, 3500, 4000, 0, 3]]));
  assert.ok(spread(dot.map(([x]) => x)) > 1 && spread(dot.map(([x]) => x)) < 4);
  assert.equal(draw([[6000, 3500, 4000, 0, 2]]), '');
  assert.equal(draw([]), '');
});

test('a firmer stroke is wider', () => {
  const width = (pressure: number): number => spread(corners(draw(stroke(pressure))).map(([, y]) => y));
  assert.ok(width(8000) > 1.5 * width(800), `${width(8000)} ${width(800)}`);
});

test('lifting the pen ends a stroke', () => {
  const parts = (samples: Sample[]): number => draw(samples).match(/ h(?=\n)/g)?.length ?? 0;
  const [one, two] = [stroke(4000), stroke(4000).map(([x, y, p, t]): Sample => [x, y + 1000, p, t, 3])];
  assert.equal(parts([...one, [0, 0, 0, 0, 2], ...two]), 2 * parts(one));
});

test('hostile numbers do no harm', () => {
  const wild = drawInk([[2 ** 31, -(2 ** 31), 2 ** 32 - 1, 0, 3]], { x: 0, y: 0, width: 0, height: 0 }, 0, area);
  assert.doesNotMatch(wild, /NaN|Infinity|e\+/);
});
