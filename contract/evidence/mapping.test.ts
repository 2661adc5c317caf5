import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../check.ts';
import { refused } from '../test-kit/refused.ts';
import { sampleBundle } from '../test-kit/sample-bundle.ts';
import { decodeBundle, encodeBundle, type Sample } from './bundle.ts';
import { checkStrokes, onScreen } from './ink.ts';
import { Mapping, mapCounts, mapSpot } from './mapping.ts';

/** A quarter turn clockwise: what is left on the pad is above on the screen. */
const turned: Mapping = [0, -1, 1, 1, 0, 0];
const pad = { maxX: 20_000, maxY: 10_000, mapping: turned };

test('without a map the pad lies exactly on its screen', () => {
  assert.deepEqual(mapSpot({ x: 0.3, y: 0.7 }, undefined), { x: 0.3, y: 0.7 });
  const samples: Sample[] = [[1, 2, 3, 4, 3]];
  assert.equal(onScreen(samples, { maxX: 10, maxY: 10 }), samples);
});

test('a turned pad: counts of one axis become those of the other, in the screen’s proportions', () => {
  assert.deepEqual(mapCounts({ x: 0, y: 0 }, pad), { x: 20_000, y: 0 });
  assert.deepEqual(mapCounts({ x: 5000, y: 10_000 }, pad), { x: 0, y: 2500 });
});

test('pressure, time and flags of mapped samples stay; the samples themselves too', () => {
  const samples: Sample[] = [[5000, 10_000, 7, 8, 3]];
  assert.deepEqual(onScreen(samples, pad), [[0, 2500, 7, 8, 3]]);
  assert.deepEqual(samples, [[5000, 10_000, 7, 8, 3]]);
});

test('ink is judged where it lies on the screen, not where the pad counts it', () => {
  const line: Sample[] = Array.from({ length: 50 }, (_, i) => [1000 + 100 * i, 9000, 100, i, 3]);
  const box = { x: 1000, y: 0, width: 2000, height: 4000 };
  checkStrokes(onScreen(line, pad), box);
  refused(() => checkStrokes(line, box), 'STROKES_OUTSIDE_FIELD');
});

test('a bundle carries the map bit by bit, and refuses one that is none', () => {
  const bundle = sampleBundle();
  const mapping: Mapping = [0.987654321, -0.01, 1 / 3, 0.02, 1.01, -0.033];
  const calibrated = { ...bundle, devices: { ...bundle.devices, pad: { ...bundle.devices.pad, mapping } } };
  assert.deepEqual(decodeBundle(encodeBundle(calibrated)).devices.pad.mapping, mapping);
  for (const wrong of [null, [], [1, 0, 0, 0, 1], [1, 0, 0, 0, 1, 0, 0], [5, 0, 0, 0, 1, 0], ['1', 0, 0, 0, 1, 0]])
    refused(() => check(Mapping, wrong), 'INVALID_REQUEST');
  refused(() => check(Mapping, [Number.NaN, 0, 0, 0, 1, 0]), 'INVALID_REQUEST');
});
