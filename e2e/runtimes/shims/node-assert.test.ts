import real from 'node:assert/strict';
import { test } from 'node:test';
import shim from './node-assert.ts';

const values: unknown[] = [
  ...[undefined, null, 0, -0, 1, Number.NaN, 0n, 1n, '', 'a', true, false],
  ...[[], [1], [1, 2], [[1]], {}, { a: 1 }, { a: 2 }, { b: 1 }, { a: undefined }, new Date(0), new Date(1)],
  ...[new Uint8Array(), new Uint8Array([1]), new Uint8Array([2]), new Uint8Array([1, 2]), new Uint16Array([1])],
  ...[new Set(), new Set([1]), new Set([2]), new Map(), new Map([[1, 2]]), new Map([[1, 3]])],
];

/** Whether an assertion fails. */
function fails(work: () => unknown): boolean {
  try {
    work();
  } catch {
    return true;
  }
  return false;
}

type Comparison = 'equal' | 'notEqual' | 'deepEqual' | 'notDeepEqual';

test('the stand-in for node:assert fails exactly when node:assert fails', () => {
  // Typed as a plain record, because assertion functions cannot be called through an index.
  const both: Record<Comparison, (a: unknown, b: unknown) => unknown>[] = [real, shim];
  for (const a of values) {
    real.equal(
      fails(() => shim(a)),
      !a,
    );
    for (const b of values) {
      for (const name of ['equal', 'notEqual', 'deepEqual', 'notDeepEqual'] as const) {
        const [expected, actual] = both.map((assert) => fails(() => assert[name](a, b)));
        real.equal(actual, expected, `${name}: ${String(a)}, ${String(b)}`);
      }
    }
  }
});

test('throws fails when nothing is thrown, or something else', () => {
  const thrown = () => {
    throw Object.assign(new RangeError('too far'), { code: 'FAR' });
  };
  for (const assert of [real, shim]) {
    assert.throws(thrown);
    assert.throws(thrown, /too far/);
    assert.throws(thrown, { code: 'FAR' });
    assert.throws(thrown, (error) => error instanceof RangeError);
    real(fails(() => assert.throws(() => undefined)));
    real(fails(() => assert.throws(thrown, /too near/)));
    real(fails(() => assert.throws(thrown, { code: 'NEAR' })));
    real(fails(() => assert.throws(thrown, (error: unknown) => error instanceof TypeError)));
  }
});

test('match and rejects fail when they should', async () => {
  shim.match('abc', /b/);
  real(fails(() => shim.match('abc', /d/)));
  const failing = () => Promise.reject(new RangeError('too far'));
  for (const assert of [real, shim]) {
    await assert.rejects(failing());
    await assert.rejects(failing(), /too far/);
    await assert.rejects(failing(), (error) => error instanceof RangeError);
  }
  for (const wrong of [shim.rejects(failing(), /too near/), shim.rejects(Promise.resolve())]) {
    await real.rejects(wrong, /reject/);
  }
});
