import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from './bytes.ts';
import { withGenerator } from './judge/generator.ts';
import { randomBytes } from './random.ts';

test('every length has its bytes, and no 16 of them come twice', () => {
  for (const length of [0, 1, 16, 63, 64, 65, 4095, 4096, 4097, 65_536, 65_537, 200_000]) {
    assert.equal(randomBytes(length).length, length);
  }
  const seen = new Set<string>();
  for (let round = 0; round < 20_000; round++) seen.add(toHex(randomBytes(16)));
  assert.equal(seen.size, 20_000);
});

test('each byte of the generator is served once, in its order', () => {
  let next = 0;
  const count = (bytes: Uint8Array) => {
    for (let index = 0; index < bytes.length; index++) bytes[index] = next++ % 251;
  };
  withGenerator(count, () => {
    let last = -1;
    const before = next;
    const lengths = [1, 64, 7, 32, 32, 33, 64, 64];
    for (let round = 0; round < 200; round++) {
      const bytes = randomBytes(lengths[round % lengths.length] ?? 1);
      for (let index = 1; index < bytes.length; index++) {
        assert.equal(bytes[index], ((bytes[index - 1] ?? 0) + 1) % 251, 'consecutive');
      }
      assert.notEqual(bytes[0], last, 'not served again');
      last = bytes.at(-1) ?? -1;
    }
    assert(next > before, 'the pool was refilled on the way');
  });
});

test('a generator that fails is not covered up by what the pool held', () => {
  const fail = () => {
    throw new Error('no entropy');
  };
  withGenerator(fail, () => {
    for (const length of [1, 64, 65, 5000]) assert.throws(() => randomBytes(length), /no entropy/);
  });
  assert(randomBytes(64).some((byte) => byte !== 0));
});
