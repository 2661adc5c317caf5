import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../random.ts';
import { createUniformClock } from './uniform-clock.ts';

const period = 1e6 / 200;
const intervals = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));
const spread = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

test('late receipts are smoothed to a quarter of their jitter, in order and never into the future', () => {
  const random = createRandom('jitter');
  const clock = createUniformClock(200);
  let before = 0;
  const received = Array.from({ length: 2000 }, (_, i) => {
    before = Math.max(before, i * period + random() * 4000);
    return before;
  });
  const uniform = received.map(clock.at);
  assert.ok(uniform.every((time, i) => time <= (received[i] ?? 0) && time >= (uniform[i - 1] ?? 0)));
  assert.ok(spread(intervals(uniform)) < spread(intervals(received)) / 4);
  assert.ok(Math.abs((uniform.at(-1) ?? 0) - (received.at(-1) ?? 0)) < 2 * period);
});

test('a burst after a stall is laid out over the time it was written in', () => {
  const clock = createUniformClock(200);
  for (let i = 0; i < 20; i++) clock.at(i * period);
  const burst = Array.from({ length: 40 }, () => clock.at(60 * period));
  const steps = intervals(burst);
  assert.ok(burst.every((time) => time <= 60 * period));
  assert.ok(Math.max(...steps) < 1.3 * period && steps.filter((step) => step > period / 2).length >= 30);
});

test('a pad whose rate is not the model’s is followed', () => {
  const clock = createUniformClock(266);
  const times = Array.from({ length: 2000 }, (_, i) => clock.at(i * period));
  assert.ok(Math.abs((times.at(-1) ?? 0) - 1999 * period) < period);
  assert.ok(intervals(times.slice(-100)).every((step) => Math.abs(step - period) < period / 20));
});

test('a new run begins at its receipt; without a rate, or with a clock that went back, time stands rather than turns', () => {
  const clock = createUniformClock(200);
  clock.at(0);
  clock.restart();
  assert.equal(clock.at(1e6), 1e6);
  const plain = createUniformClock(undefined);
  assert.deepEqual([10, 25, 20, 26].map(plain.at), [10, 25, 25, 26]);
});
