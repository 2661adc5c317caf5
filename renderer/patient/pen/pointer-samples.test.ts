import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leavingSample, pointerSample } from './pointer-samples.ts';

const screen = { width: 1280, height: 800 };
const at = (change: object) => ({
  clientX: 640,
  clientY: 200,
  pressure: 0.3,
  buttons: 0,
  pointerType: 'mouse',
  ...change,
});

test('a mouse presses half, a pen with its own pressure, and hovering not at all', () => {
  assert.deepEqual(pointerSample(at({ buttons: 1 }), screen), [0.5, 0.25, 0.5, 3]);
  assert.deepEqual(pointerSample(at({ buttons: 1, pointerType: 'pen' }), screen), [0.5, 0.25, 0.3, 3]);
  assert.deepEqual(pointerSample(at({}), screen), [0.5, 0.25, 0, 2]);
});

test('outside the window is its edge', () => {
  assert.deepEqual(pointerSample(at({ clientX: -5, clientY: 9000 }), screen), [0, 1, 0, 2]);
});

test('leaving keeps the place', () => assert.deepEqual(leavingSample([0.3, 0.4, 1, 3]), [0.3, 0.4, 0, 0]));
