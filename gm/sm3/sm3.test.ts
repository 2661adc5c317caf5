import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii, concat, toHex } from '../bytes.ts';
import { areaLength, wasm } from '../engine/wasm.ts';
import { randomBytes } from '../random.ts';
import { createSm3 } from './hasher.ts';
import { sm3 } from './sm3.ts';

test('SM3: the published vectors (GB/T 32905 appendix A)', () => {
  assert.equal(toHex(sm3(ascii('abc'))), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  assert.equal(
    toHex(sm3(ascii('abcd'.repeat(16)))),
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  );
});

test('SM3 in pieces is SM3 of the whole, however it is cut, and hashers do not disturb each other', () => {
  for (let round = 0; round < 300; round++) {
    const data = randomBytes(round * 3);
    const [hasher, other] = [createSm3(), createSm3()];
    for (let offset = 0; offset < data.length; ) {
      const end = offset + ((randomBytes(1)[0] ?? 0) % 150);
      hasher.update(data.subarray(offset, end));
      other.update(ascii('another'));
      assert.deepEqual(hasher.digest(), sm3(data.subarray(0, end)));
      offset = end;
    }
    assert.deepEqual(hasher.digest(), sm3(data));
  }
  const long = randomBytes(3 * areaLength);
  assert.deepEqual(createSm3().update(long).update(long).digest(), sm3(concat(long, long)));
});

test('SM3 leaves nothing of its input in the engine', () => {
  for (const length of [100, 100_000]) {
    const data = new Uint8Array(length).fill(0xa5);
    sm3(data);
    createSm3().update(data).digest();
    const { bytes, area } = wasm();
    assert(bytes.subarray(area, area + areaLength).every((byte) => byte === 0));
    assert(!toHex(bytes).includes('a5a5a5a5'));
  }
});
