import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBigInt } from '../bytes.ts';
import {
  callPart,
  limbsOf,
  numberLength,
  numberOf,
  readBytes,
  readLimbs,
  writeBytes,
  writeLimbs,
} from '../judge/engine-memory.ts';
import { add, invert, modulo, multiply, type Point, sm2Curve } from '../judge/reference-curve.ts';
import { randomBytes } from '../random.ts';

const { p, n, g } = sm2Curve;
const radix = 1n << 261n;
const perRadix = new Map([p, n].map((modulus) => [modulus, invert(radix, modulus)]));
const edge = 1n << 28n;

const randomBelow = (limit: bigint) => toBigInt(randomBytes(40)) % limit;
const randomScalar = () => 1n + randomBelow(n - 1n);

/** Limbs as a kernel leaves them: in [-2^28, 2^28], and the last so that the number is within ±4p. */
const signedLimbs = (limb: (index: number) => bigint) =>
  Array.from({ length: 9 }, (_, index) => (index < 8 ? limb(index) : limb(index) >> 2n));
const extremes: bigint[][] = [
  ...[0n, 1n, p - 1n, p, p + 1n, n, (1n << 256n) - 1n].map((value) => carried(value)),
  signedLimbs(() => edge),
  signedLimbs(() => -edge),
  signedLimbs((index) => (index % 2 === 0 ? edge : -edge)),
  signedLimbs((index) => (index % 3 === 0 ? edge : -edge)),
];

function randomLimbs(): bigint[] {
  const words = new DataView(randomBytes(36).buffer);
  return signedLimbs((index) => BigInt(words.getInt32(4 * index) >> 3));
}

/** Limbs of weight 1: each in [-2^28, 2^28), the last takes what is left. */
function carried(value: bigint): bigint[] {
  const result: bigint[] = [];
  for (let index = 0; index < 8; index++) {
    const limb = ((value + edge) & (2n * edge - 1n)) - edge;
    result.push(limb);
    value = (value - limb) >> 29n;
  }
  return [...result, value];
}

type Values = Record<'a' | 'b' | 'c' | 'd' | 'e', bigint>;
type Kernel = { name: string; inputs: (keyof Values)[]; formula: (values: Values) => bigint; modulus?: bigint };

/** What each kernel computes, with products still to be divided by R. */
const kernels: Kernel[] = [
  { name: 'mul', inputs: ['a', 'b'], formula: ({ a, b }) => a * b },
  { name: 'mul2', inputs: ['a', 'b'], formula: ({ a, b }) => 2n * a * b },
  { name: 'mul4', inputs: ['a', 'b'], formula: ({ a, b }) => 4n * a * b },
  { name: 'mulSub', inputs: ['a', 'b', 'c'], formula: ({ a, b, c }) => a * b - c * radix },
  { name: 'mulTripleDifference', inputs: ['a', 'b'], formula: ({ a, b }) => 3n * (a - b) * (a + b) },
  {
    name: 'mulDifferenceSubMul',
    inputs: ['a', 'b', 'c', 'd', 'e'],
    formula: ({ a, b, c, d, e }) => a * (b - c) - d * e,
  },
  {
    name: 'mulDifferenceSubSqr8',
    inputs: ['a', 'b', 'c', 'd'],
    formula: ({ a, b, c, d }) => a * (b - c) - 8n * d * d,
  },
  { name: 'sqr', inputs: ['a'], formula: ({ a }) => a * a },
  { name: 'sqrSub2', inputs: ['a', 'b'], formula: ({ a, b }) => a * a - 2n * b * radix },
  { name: 'sqrSubSub2', inputs: ['a', 'b', 'c'], formula: ({ a, b, c }) => a * a - (b + 2n * c) * radix },
  { name: 'mulModuloN', inputs: ['a', 'b'], formula: ({ a, b }) => a * b, modulus: n },
];

function checkKernel({ name, inputs, formula, modulus = p }: Kernel, choose: () => bigint[]): void {
  const values: Values = { a: 0n, b: 0n, c: 0n, d: 0n, e: 0n };
  inputs.forEach((input, index) => {
    const chosen = choose();
    values[input] = numberOf(chosen);
    writeLimbs((index + 1) * numberLength, chosen);
  });
  callPart(name, 0, ...inputs.map((_, index) => (index + 1) * numberLength));
  const result = readLimbs(0);
  const expected = modulo(formula(values) * (perRadix.get(modulus) ?? 0n), modulus);
  assert.equal(modulo(numberOf(result), modulus), expected, name);
  for (const limb of result.slice(0, 8)) assert(limb >= -edge && limb <= edge, `${name}: limb ${limb}`);
  const last = result[8] ?? 0n;
  assert(last >= -edge && last <= edge, `${name}: last limb ${last}`);
}

for (const kernel of kernels) {
  test(`${kernel.name}: random numbers`, () => {
    for (let round = 0; round < 5000; round++) checkKernel(kernel, randomLimbs);
  });

  test(`${kernel.name}: every combination of extreme limbs`, () => {
    const combinations = extremes.length ** Math.min(kernel.inputs.length, 3);
    for (let combination = 0; combination < combinations; combination++) {
      let rest = combination;
      checkKernel(kernel, () => {
        const chosen = extremes[rest % extremes.length] ?? [];
        rest = Math.floor(rest / extremes.length) || combination * 7;
        return chosen;
      });
    }
  });
}

const fieldEdges = [
  0n,
  1n,
  2n,
  3n,
  p - 1n,
  p - 2n,
  (p - 1n) / 2n,
  n,
  1n << 255n,
  1n << 224n,
  (1n << 224n) - 1n,
  1n << 96n,
];
const scalarEdges = [1n, 2n, 3n, n - 1n, n - 2n, (n - 1n) / 2n, 1n << 255n, (1n << 255n) - 1n, 0xffffffffn, 1n << 128n];

test('field elements: to and from bytes, inversion', () => {
  for (const value of [...fieldEdges, ...Array.from({ length: 2000 }, () => randomBelow(p))]) {
    writeBytes(200, value);
    assert.equal(callPart('fieldFromBytes', 0, 200), -1n);
    callPart('fieldInvert', 0, 0);
    callPart('fieldToBytes', 200, 0);
    assert.equal(readBytes(200), invert(value, p));
  }
  for (const value of [p, p + 1n, (1n << 256n) - 1n]) {
    writeBytes(200, value);
    assert.equal(callPart('fieldFromBytes', 0, 200), 0n, 'not below p');
  }
});

test('zero is recognised in each of its forms', () => {
  for (const multiple of [-3n, -2n, -1n, 0n, 1n, 2n, 3n]) {
    for (const offset of [0n, 1n, -1n]) {
      writeLimbs(0, carried(multiple * p + offset));
      assert.equal(callPart('fieldIsZero', 0), offset === 0n ? -1n : 0n);
    }
  }
});

test('scalars: addition, subtraction, multiplication, inversion', () => {
  const random = Array.from({ length: 60 }, randomScalar);
  const values = [0n, ...scalarEdges, ...random];
  const run = (name: string, ...inputs: bigint[]) => {
    inputs.forEach((value, index) => {
      writeLimbs((index + 1) * numberLength, limbsOf(value));
    });
    callPart(name, 0, ...inputs.map((_, index) => (index + 1) * numberLength));
    return numberOf(readLimbs(0));
  };
  for (const a of values) {
    assert.equal(run('scalarInvert', a), invert(a, n));
    for (const b of values) {
      assert.equal(run('scalarAdd', a, b), modulo(a + b, n));
      assert.equal(run('scalarSubtract', a, b), modulo(a - b, n));
      assert.equal(run('scalarMultiply', a, b), modulo(a * b, n));
    }
  }
});

test('scalars from bytes are in [1, n-1], or reduced and reported', () => {
  for (const value of [...scalarEdges, 0n, n, n + 1n, p, (1n << 256n) - 1n]) {
    writeBytes(200, value);
    assert.equal(callPart('scalarFromBytes', 0, 200), value > 0n && value < n ? -1n : 0n);
    assert.equal(numberOf(readLimbs(0)), modulo(value, n));
  }
});

const pointLength = 3 * numberLength;

/** Lays a point into the area, in Jacobian coordinates of a random scale. */
function writePoint(offset: number, point: Point): void {
  const scale = 1n + randomBelow(p - 1n);
  const [x, y, z] = point === 'infinity' ? [1n, 1n, 0n] : [point.x, point.y, 1n];
  const coordinates = [x * scale ** 2n, y * scale ** 3n, z * scale];
  coordinates.forEach((value, index) => {
    writeLimbs(offset + index * numberLength, carried(modulo(value * radix, p)));
  });
}

function readPoint(offset: number): Point {
  const finite = callPart('toAffine', 2000, offset);
  callPart('pointToBytes', 2400, 2000);
  const point = { x: readBytes(2400), y: readBytes(2432) };
  if (finite) return point;
  assert.deepEqual(point, { x: 0n, y: 0n });
  return 'infinity';
}

const negate = (point: Point): Point => (point === 'infinity' ? point : { x: point.x, y: p - point.y });
const randomPoint = () => multiply(sm2Curve, randomScalar(), g);

function sumOf(name: 'addAny' | 'addDistinct', left: Point, right: Point): Point {
  writePoint(0, left);
  writePoint(pointLength, right);
  callPart(name, 2 * pointLength, 0, pointLength);
  return readPoint(2 * pointLength);
}

test('complete addition: also of equal and opposite points and of O', () => {
  for (let round = 0; round < 20; round++) {
    const [a, b] = [randomPoint(), randomPoint()];
    const cases: [Point, Point][] = [
      [a, b],
      [a, a],
      [a, negate(a)],
      [a, 'infinity'],
      ['infinity', a],
      ['infinity', 'infinity'],
      [g, a],
      [g, g],
      [g, negate(g)],
    ];
    for (const [left, right] of cases) assert.deepEqual(sumOf('addAny', left, right), add(sm2Curve, left, right));
  }
});

test('incomplete addition answers what it cannot add with O, so that it is found', () => {
  const [a, b] = [randomPoint(), randomPoint()];
  assert.deepEqual(sumOf('addDistinct', a, b), add(sm2Curve, a, b));
  for (const right of [a, negate(a), 'infinity'] as const) {
    assert.equal(sumOf('addDistinct', a, right), 'infinity');
    assert.equal(sumOf('addDistinct', right, a), 'infinity');
  }
});

test('doubling', () => {
  for (const point of [g, 'infinity', randomPoint(), randomPoint(), randomPoint()] as const) {
    writePoint(0, point);
    callPart('double', 0, 0);
    assert.deepEqual(readPoint(0), add(sm2Curve, point, point));
  }
});

test('points from bytes: on the curve, or refused', () => {
  const { x, y } = g;
  const cases: [bigint, bigint, boolean][] = [
    [x, y, true],
    [x, p - y, true],
    [x, y ^ 1n, false],
    [y, x, false],
    [0n, 0n, false],
    [x + p, y, false],
    [x, y + p, false],
    [(1n << 256n) - 1n, (1n << 256n) - 1n, false],
  ];
  for (const [left, right, valid] of cases) {
    if (left >= 1n << 256n || right >= 1n << 256n) continue;
    writeBytes(200, left);
    writeBytes(232, right);
    assert.equal(callPart('pointFromBytes', 0, 200), valid ? -1n : 0n);
  }
});

/** kG and kP by the engine. */
function multiples(k: bigint, point: { x: bigint; y: bigint }): [Point, Point] {
  writeLimbs(0, limbsOf(k));
  callPart('multiplyBase', pointLength, 0);
  const ofBase = readPoint(pointLength);
  writeBytes(2500, point.x);
  writeBytes(2532, point.y);
  callPart('pointFromBytes', 1000, 2500);
  writeLimbs(0, limbsOf(k));
  callPart('multiply', pointLength, 0, 1000);
  return [ofBase, readPoint(pointLength)];
}

test('multiples by every small scalar and by its opposite', () => {
  let expected: Point = 'infinity';
  for (let k = 1n; k <= 300n; k++) {
    expected = add(sm2Curve, expected, g);
    assert.deepEqual(multiples(k, g), [expected, expected], `${k}`);
    assert.deepEqual(multiples(n - k, g), [negate(expected), negate(expected)], `n - ${k}`);
  }
});

test('multiples where a digit is the highest, the lowest, or changes its sign', () => {
  const scalars = new Set<bigint>(scalarEdges);
  for (let bit = 0n; bit < 256n; bit++) {
    for (const factor of [1n, 3n, 15n, 17n, 127n, 129n]) {
      for (const offset of [-1n, 0n, 1n]) scalars.add(modulo((factor << bit) + offset, n));
    }
  }
  // Where a sum could meet the point it is added to, if the digits' parity did not forbid it (wasm/sm2/windows.ts).
  for (let digit = -127n; digit <= 127n; digit++) {
    scalars.add(modulo(2n * digit, n));
    scalars.add(modulo((2n * digit) << 252n, n));
    scalars.add(modulo((30n << 252n) - n + digit, n));
  }
  scalars.delete(0n);
  const list = [...scalars];
  const base = { x: g.x, y: g.y };
  // A known multiple of G as the other point ties both algorithms together without a slow reference for each.
  const k0 = 0x1234567890abcdefn;
  const other = multiply(sm2Curve, k0, g);
  assert(other !== 'infinity');
  for (const k of list) {
    const [ofBase, ofG] = multiples(k, base);
    assert.deepEqual(ofBase, ofG, k.toString(16));
    const [expected] = multiples(modulo(k * k0, n), base);
    assert.deepEqual(multiples(k, other)[1], expected, k.toString(16));
  }
  for (const k of list.filter((_, index) => index % 100 === 0)) {
    assert.deepEqual(multiples(k, base)[0], multiply(sm2Curve, k, g));
  }
});

test('multiples by random scalars of random points', () => {
  for (let round = 0; round < 60; round++) {
    const k = randomScalar();
    const point = randomPoint();
    assert(point !== 'infinity');
    assert.deepEqual(multiples(k, point), [multiply(sm2Curve, k, g), multiply(sm2Curve, k, point)]);
  }
});
