import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InkSample } from '@bedsign/contract';
import { type InkView, radiusOf, segmentOutline, smoothStroke, splitStrokes } from './outline.ts';

const view: InkView = { box: { x: 0.2, y: 0.4, width: 0.5, height: 0.25 }, width: 1000, height: 500, maxRadius: 4 };
const down = (x: number, y: number, pressure = 0.5): InkSample => [x, y, pressure, 3];
const up = (x: number, y: number): InkSample => [x, y, 0, 2];

test('a stroke runs from tip down to tip up; hovering draws nothing', () => {
  const strokes = splitStrokes([up(0, 0), down(0.1, 0.1), down(0.2, 0.2), up(0.2, 0.2), up(0.3, 0.3), down(0.4, 0.4)]);
  assert.deepEqual(
    strokes.map((stroke) => stroke.length),
    [2, 1],
  );
});

test('the box comes to fill the surface', () => {
  const [dot] = smoothStroke([down(0.2, 0.4)], view);
  assert.deepEqual([dot?.x, dot?.y], [0, 0]);
  const [corner] = smoothStroke([down(0.7, 0.65)], view);
  assert.ok(Math.abs((corner?.x ?? 0) - 1000) < 1e-9 && Math.abs((corner?.y ?? 0) - 500) < 1e-9);
});

test('more pressure never draws thinner, and stays between the bounds', () => {
  const radii = [-1, 0, 0.1, 0.5, 1, 2].map((pressure) => radiusOf(pressure, 4));
  assert.deepEqual(
    radii,
    radii.toSorted((a, b) => a - b),
  );
  assert.equal(radii.at(-1), 4);
  assert.ok((radii[0] ?? 0) > 0.5);
});

test('a curve starts and ends at the pen, and leaves no gap between its points', () => {
  const stroke = Array.from({ length: 12 }, (_, i) => down(0.25 + 0.03 * i, 0.5 + 0.08 * Math.sin(i), 0.2 + 0.05 * i));
  const curve = smoothStroke(stroke, view);
  assert.deepEqual([curve[0]?.x, curve[0]?.y], [((0.25 - 0.2) / 0.5) * 1000, ((0.5 - 0.4) / 0.25) * 500]);
  for (let i = 2; i < curve.length - 1; i++) {
    const [a, b] = [curve[i - 1], curve[i]];
    assert.ok(a && b && Math.hypot(b.x - a.x, b.y - a.y) < 40, `gap at ${i}`);
  }
});

test('a right angle is rounded off', () => {
  const corner = smoothStroke([down(0.3, 0.5), down(0.4, 0.5), down(0.4, 0.55)], view);
  const sharp = { x: 400, y: 200 };
  const nearest = Math.min(...corner.map(({ x, y }) => Math.hypot(x - sharp.x, y - sharp.y)));
  assert.ok(nearest > 10, `passes the corner at ${nearest}`);
});

test('the outline of a segment touches both circles at right angles to the tangent', () => {
  const a = { x: 0, y: 0, radius: 3 };
  const b = { x: 10, y: 0, radius: 1 };
  const outline = segmentOutline(a, b);
  assert.equal(outline.length, 4);
  const [p, q] = outline;
  assert.ok(p && q);
  assert.ok(Math.abs(Math.hypot(p.x, p.y) - 3) < 1e-9);
  assert.ok(Math.abs(Math.hypot(q.x - 10, q.y) - 1) < 1e-9);
  assert.ok(Math.abs((q.x - p.x) * p.x + (q.y - p.y) * p.y) < 1e-9);
});

test('a circle inside the other needs no segment', () => {
  assert.deepEqual(segmentOutline({ x: 0, y: 0, radius: 5 }, { x: 1, y: 0, radius: 1 }), []);
});
