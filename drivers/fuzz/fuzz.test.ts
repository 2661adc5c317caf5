import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './fuzz.ts';
import { fuzzTargets } from './targets.ts';

for (const target of fuzzTargets)
  test(`${target.name}: its samples are taken, damaged ones are taken or refused by name`, () => {
    for (const sample of target.samples) target.decode(sample);
    const { taken, refused } = fuzz(target, 2000, 1);
    assert.equal(taken + refused, 2000);
  });

test('a decoder that stumbles is found, with the input', () => {
  const stumbling = {
    name: 'stumbling',
    samples: [new Uint8Array(8)],
    decode: (bytes: Uint8Array) => bytes.at(7)?.toFixed(-1),
  };
  assert.throws(() => fuzz(stumbling, 100, 1), /stumbling: input \d+ of seed 1 threw RangeError/);
});
