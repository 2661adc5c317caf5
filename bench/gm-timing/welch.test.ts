import assert from 'node:assert/strict';
import { test } from 'node:test';
import { croppedT, welch } from './welch.ts';

/** Student's sleep data (Biometrika 1908), for which R's `t.test(extra ~ group, data = sleep)` prints t = -1.8608. */
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test("Welch's t of published data, either way round", () => {
  assert.equal(welch(first, second).toFixed(4), '-1.8608');
  assert.equal(welch(second, first).toFixed(4), '1.8608');
  assert.equal(welch(first, first), 0);
});

test('samples of different sizes and variances: (2 - 6) / √(1/3 + 20/3/4)', () => {
  assert.equal(welch([1, 2, 3], [3, 5, 7, 9]), (2 - 6) / Math.sqrt(1 / 3 + 20 / 3 / 4));
});

test('a difference that interruptions hide is found below them', () => {
  const slower = (by: number) => Array.from({ length: 1000 }, (_, index) => by + (index % 10) + (index % 50 ? 0 : 1e6));
  assert(Math.abs(welch(slower(0), slower(2))) < 1);
  assert(croppedT(slower(0), slower(2)) > 10);
  assert(croppedT(slower(0), slower(0)) < 1);
});
