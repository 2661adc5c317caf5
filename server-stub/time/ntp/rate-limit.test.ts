import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from '../test-kit/world.ts';
import { createRateLimit, type Verdict } from './rate-limit.ts';

const second = 1000;

const asked = (verdictOn: (client: string) => Verdict, client: string, times: number): Verdict[] =>
  Array.from({ length: times }, () => verdictOn(client));

test('sixteen at once are answered, the next is warned once, the rest are dropped', () => {
  const verdictOn = createRateLimit(createWorld().clock);
  const verdicts = asked(verdictOn, 'a', 20);
  assert.deepEqual(
    verdicts.slice(0, 16),
    Array.from({ length: 16 }, () => 'answer'),
  );
  assert.deepEqual(verdicts.slice(16), ['warn', 'drop', 'drop', 'drop']);
  assert.equal(verdictOn('b'), 'answer', 'another client has a measure of its own');
});

test('one a second is answered without end; a pause gives the measure back, and no more than that', async () => {
  const world = createWorld();
  const verdictOn = createRateLimit(world.clock);
  asked(verdictOn, 'a', 17);
  for (let i = 0; i < 50; i++) {
    await world.run(second);
    assert.deepEqual(asked(verdictOn, 'a', 2), ['answer', 'warn'], `second ${i}`);
  }
  await world.run(3600 * second);
  assert.equal(asked(verdictOn, 'a', 30).filter((verdict) => verdict === 'answer').length, 16);
});

test('many clients take no more memory than ten thousand: the one not heard of for longest is forgotten', () => {
  const verdictOn = createRateLimit(createWorld().clock);
  asked(verdictOn, 'first', 17);
  asked(verdictOn, 'kept', 17);
  for (let i = 0; i < 9_999; i++) verdictOn(`client ${i}`);
  assert.equal(verdictOn('kept'), 'drop');
  assert.equal(verdictOn('first'), 'answer', 'forgotten, so it begins anew');
});
