import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoClock } from './demo-clock.ts';
import { createChangeRecorder } from './record-changes.ts';
import { createWorld } from './test-kit/world.ts';

const second = 1000;

const recording = () => {
  const world = createWorld();
  const written: [since: number, skipped: number][] = [];
  const recorder = createChangeRecorder(world.clock, ({ state, skipped }) => void written.push([state.since, skipped]));
  /** A change, known again by its number. */
  const note = (number: number) => recorder.note({ ...demoClock().state(), since: number });
  return { world, written, recorder, note };
};

test('the first change is recorded at once, of a flood the latest with the number of those between', async () => {
  const { world, written, note } = recording();
  note(1);
  assert.deepEqual(written, [[1, 0]]);
  for (const number of [2, 3, 4]) note(number);
  assert.deepEqual(written, [[1, 0]]);
  await world.run(9 * second);
  assert.equal(written.length, 1);
  await world.run(2 * second);
  assert.deepEqual(written.slice(1), [[4, 2]]);
});

test('a change after a quiet time is recorded at once again, and none twice', async () => {
  const { world, written, note } = recording();
  note(1);
  await world.run(60 * second);
  assert.deepEqual(written, [[1, 0]]);
  note(2);
  assert.deepEqual(written, [
    [1, 0],
    [2, 0],
  ]);
});

test('what waits at the end is recorded, and nothing after it', async () => {
  const { world, written, recorder, note } = recording();
  note(1);
  note(2);
  recorder.close();
  assert.deepEqual(written, [
    [1, 0],
    [2, 0],
  ]);
  await world.run(60 * second);
  assert.equal(written.length, 2);
});
