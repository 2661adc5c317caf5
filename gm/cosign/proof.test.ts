import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromBigInt, toBigInt } from '../bytes.ts';
import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { withGenerator } from '../judge/generator.ts';
import { add, invert, modulo, multiply, type Point, sm2Curve } from '../judge/reference-curve.ts';
import { randomBytes } from '../random.ts';
import { sm3 } from '../sm3/sm3.ts';
import { checkProof, proveShare } from './proof.ts';

const { n, p, g } = sm2Curve;
const bytesOf = (point: Point) => {
  assert(point !== 'infinity');
  return concat(fromBigInt(point.x, 32), fromBigInt(point.y, 32));
};
const pointOf = (d: bigint) => multiply(sm2Curve, invert(d, n), g);
const encoded = (point: Point) => concat(Uint8Array.of(4), bytesOf(point));
const randomScalar = () => 1n + (toBigInt(randomBytes(40)) % (n - 1n));

/** c by its definition, Σ ±2^i with the signs of the digest's first 128 bits. */
function challengeOf(context: Uint8Array, r: Uint8Array): bigint {
  const h = toBigInt(sm3(context, r).subarray(0, 16));
  let c = 0n;
  for (let bit = 0n; bit < 128n; bit++) c += ((h >> bit) & 1n ? 1n : -1n) << bit;
  return modulo(c, n);
}

/** A proof made in BigInt arithmetic with a chosen a. */
function referenceProof(d: bigint, a: bigint, context: Uint8Array): Uint8Array {
  const r = bytesOf(multiply(sm2Curve, a, g));
  return concat(r, fromBigInt(modulo(a + challengeOf(context, r) * invert(d, n), n), 32));
}

const accepted = (point: Point, context: Uint8Array, proof: Uint8Array): boolean => {
  try {
    checkProof(encoded(point), context, proof);
    return true;
  } catch (error) {
    assert(error instanceof GmError && error.code === 'PROOF_INVALID');
    return false;
  }
};

test('proofs are what the definition says, in BigInt arithmetic', () => {
  for (const d of [1n, 2n, n - 1n, n - 2n, randomScalar(), randomScalar()]) {
    const context = randomBytes(32);
    const proof = proveShare(fromBigInt(d, 32), context);
    const z = toBigInt(proof.subarray(64));
    const c = challengeOf(context, proof.subarray(0, 64));
    const commitment = add(sm2Curve, multiply(sm2Curve, z, g), multiply(sm2Curve, n - c, pointOf(d)));
    assert.deepEqual(bytesOf(commitment), proof.subarray(0, 64));
  }
});

test('proofs made in BigInt arithmetic are taken, whatever the signs of their challenge', () => {
  const d = randomScalar();
  for (let round = 0; round < 40; round++) {
    const context = randomBytes(32);
    const proof = referenceProof(d, randomScalar(), context);
    assert(accepted(pointOf(d), context, proof));
    assert(!accepted(pointOf(d), randomBytes(32), proof), 'another context');
    assert(!accepted(pointOf(randomScalar()), context, proof), 'another point');
    const negative = concat(
      proof.subarray(0, 32),
      fromBigInt(p - toBigInt(proof.subarray(32, 64)), 32),
      proof.subarray(64),
    );
    assert(!accepted(pointOf(d), context, negative), '-R');
  }
});

test('scalars and coordinates out of range, and commitments off the curve, are refused', () => {
  const d = randomScalar();
  const context = randomBytes(32);
  const proof = referenceProof(d, randomScalar(), context);
  const half = (at: number, value: bigint) => {
    const changed = Uint8Array.from(proof);
    changed.set(fromBigInt(value, 32), at);
    return changed;
  };
  const largest = (1n << 256n) - 1n;
  const cases = [
    ...[0n, p, largest, modulo(toBigInt(proof.subarray(0, 32)) + 1n, p)].map((value) => half(0, value)),
    ...[0n, p, largest].map((value) => half(32, value)),
    ...[0n, n, n + 1n, largest].map((value) => half(64, value)),
    new Uint8Array(96),
  ];
  for (const bad of cases) assert(!accepted(pointOf(d), context, bad));
});

test('a sum that is O is no commitment', () => {
  const [d, context, r] = [randomScalar(), randomBytes(32), bytesOf(g)];
  const z = modulo(challengeOf(context, r) * invert(d, n), n);
  assert(!accepted(pointOf(d), context, concat(r, fromBigInt(z, 32))));
});

test('points that meet themselves or their opposites on the way are added all the same', () => {
  // P is G, -G or ±2^128·G, so that the tables of both hold the same points: about every hundredth proof has two that meet.
  const halves = [1n, n - 1n, invert(1n << 128n, n), n - invert(1n << 128n, n)];
  for (const d of halves) {
    const point = pointOf(d);
    for (let round = 0; round < 1000; round++) {
      const context = randomBytes(32);
      const proof = proveShare(fromBigInt(d, 32), context);
      assert(accepted(point, context, proof));
      assert(!accepted(point, context, proof.with(95, (proof[95] ?? 0) ^ 1)));
    }
  }
});

test('with a stuck generator, a differs wherever the context does', () => {
  const share = fromBigInt(randomScalar(), 32);
  withGenerator(
    (bytes) => bytes.fill(9),
    () => {
      const commitments = Array.from({ length: 50 }, (_, index) =>
        proveShare(share, fromBigInt(BigInt(index), 32))
          .subarray(0, 64)
          .join(),
      );
      assert.equal(new Set(commitments).size, 50);
    },
  );
});

test('a table is refused for a point off the curve', () => {
  assert.equal(runSm2('sm2PrepareProof', [bytesOf(g).with(63, 1)], 8192), undefined);
});
