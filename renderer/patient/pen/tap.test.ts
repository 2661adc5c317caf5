import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InkSample } from '@bedsign/contract';
import { createTapReader } from './tap.ts';

const button = 'confirm';
const hit = (x: number, y: number) => (x > 0.4 && x < 0.6 && y > 0.8 ? button : null);
const down = (x: number, y: number): InkSample => [x, y, 0.4, 3];
const hover = (x: number, y: number): InkSample => [x, y, 0, 2];
const read = (samples: InkSample[]) => {
  const taps = createTapReader(hit);
  return samples.map((sample) => taps.read(sample)?.kind ?? null);
};

test('down and up within one button is a tap', () => {
  assert.deepEqual(read([hover(0.5, 0.9), down(0.5, 0.9), down(0.51, 0.9), hover(0.51, 0.9)]), [
    null,
    'press',
    null,
    'tap',
  ]);
});

test('leaving the button before lifting is none', () => {
  assert.deepEqual(read([down(0.5, 0.9), down(0.9, 0.9), hover(0.9, 0.9)]), ['press', null, 'release']);
});

test('coming down beside the button and lifting on it is none, but a drag', () => {
  assert.deepEqual(read([down(0.1, 0.9), down(0.5, 0.9), hover(0.5, 0.9)]), [null, 'drag', 'release']);
});

test('a pen that leaves the range where it touched still taps', () => {
  assert.deepEqual(read([down(0.5, 0.9), [0, 0, 0, 0]]), ['press', 'tap']);
});

test('one lift taps once', () => {
  assert.deepEqual(read([down(0.5, 0.9), hover(0.5, 0.9), hover(0.5, 0.9), [0.5, 0.9, 0, 0]]), [
    'press',
    'tap',
    null,
    null,
  ]);
});

test('what became writing is no tap', () => {
  const taps = createTapReader(hit);
  taps.read(down(0.5, 0.9));
  taps.forget();
  assert.equal(taps.read(hover(0.5, 0.9)), null);
});
