import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused } from '../test-kit/refused.ts';
import type { Sample } from './bundle.ts';
import { checkStrokes, isInBox, isRoomy, leastBox, leastInk, mostInkOutside, tipSamples } from './ink.ts';

const box = { x: 1000, y: 2000, width: 10_000, height: 4000 };
const down = (x: number, y: number): Sample => [x, y, 100, 0, 3];
const hover = (x: number, y: number): Sample => [x, y, 0, 0, 2];
/** `count` tip samples along the box's middle, of which `outside` stand above it. */
const ink = (count: number, outside: number): Sample[] =>
  Array.from({ length: count }, (_, at) => down(2000 + at * 50, at < outside ? 1999 : 4000));

test('ink as long as 5 % of the box is a signature; less, or none, is not', () => {
  const least = box.width * leastInk;
  checkStrokes([down(2000, 3000), down(2000 + least, 3000)], box);
  refused(() => checkStrokes([down(2000, 3000), down(1999 + least, 3000)], box), 'NO_STROKES');
  refused(() => checkStrokes([], box), 'NO_STROKES');
  refused(() => checkStrokes([hover(2000, 3000), hover(9000, 3000)], box), 'NO_STROKES');
});

test('the way in the air between two strokes is no ink', () => {
  const dots = [down(2000, 3000), hover(2000, 3000), hover(9000, 3000), down(9000, 3000)];
  refused(() => checkStrokes(dots, box), 'NO_STROKES');
});

test('a tenth of the ink may stand outside the box, and hovering does not count', () => {
  const most = 100 * mostInkOutside;
  checkStrokes(ink(100, most), box);
  checkStrokes([...ink(100, most), ...Array.from({ length: 500 }, () => hover(0, 0))], box);
  assert.equal(
    refused(() => checkStrokes(ink(100, most + 1), box), 'STROKES_OUTSIDE_FIELD'),
    '11 %',
  );
});

test('edges belong to the box', () => {
  for (const [x, y] of [
    [1000, 2000],
    [11_000, 6000],
  ] as const)
    assert.ok(isInBox(box, x, y));
  for (const [x, y] of [
    [999, 2000],
    [1000, 1999],
    [11_001, 6000],
    [11_000, 6001],
  ] as const)
    assert.ok(!isInBox(box, x, y));
});

test('a box needs a share of the pad, and at least one count', () => {
  const surface = { maxX: 20_000, maxY: 10_000 };
  const least = { x: 0, y: 0, width: 20_000 * leastBox, height: 10_000 * leastBox };
  assert.ok(isRoomy(least, surface));
  assert.ok(!isRoomy({ ...least, width: least.width - 1 }, surface));
  assert.ok(!isRoomy({ ...least, height: least.height - 1 }, surface));
  assert.ok(!isRoomy({ x: 0, y: 0, width: 0, height: 0 }, { maxX: 0, maxY: 0 }));
});

test('tip samples are those with bit 0', () => {
  const samples: Sample[] = [0, 1, 2, 3].map((flags) => [0, 0, 0, 0, flags]);
  assert.deepEqual(
    tipSamples(samples).map(([, , , , flags]) => flags),
    [1, 3],
  );
});
