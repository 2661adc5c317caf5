import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitBox, screenBox } from './fit-box.ts';

test('fills the width or the height, in the proportions of the field', () => {
  assert.deepEqual(fitBox({ width: 1200, height: 600 }, 3), { width: 1200, height: 400 });
  assert.deepEqual(fitBox({ width: 1200, height: 300 }, 2), { width: 600, height: 300 });
  assert.deepEqual(fitBox({ width: 0, height: 0 }, 2), { width: 0, height: 0 });
});

test('a rectangle in fractions of the screen never leaves it', () => {
  const screen = { width: 1280, height: 800 };
  assert.deepEqual(screenBox({ left: 320, top: 200, width: 640, height: 400 }, screen), {
    x: 0.25,
    y: 0.25,
    width: 0.5,
    height: 0.5,
  });
  const over = screenBox({ left: -10, top: 700, width: 1400, height: 200 }, screen);
  assert.deepEqual(over, { x: 0, y: 0.875, width: 1, height: 0.125 });
});
