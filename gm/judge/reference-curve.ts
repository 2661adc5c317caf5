/**
 * SM2 in plain BigInt arithmetic, straight from GB/T 32918 and for any curve y² = x³ + ax + b: slow, open to timing, and an
 * independent judge of the engine.
 */
export type Point = { x: bigint; y: bigint } | 'infinity';
export type Curve = { p: bigint; a: bigint; b: bigint; n: bigint; g: { x: bigint; y: bigint } };

/** GB/T 32918.5: sm2p256v1. */
export const sm2Curve: Curve = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: -3n,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  g: {
    x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
    y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
  },
};

export const modulo = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;

/** 1/value modulo a prime, 0 for 0. */
export function invert(value: bigint, modulus: bigint): bigint {
  let [x, y, u, v] = [modulo(value, modulus), modulus, 1n, 0n];
  while (x > 0n) [x, y, u, v] = [y % x, x, v - (y / x) * u, u];
  return modulo(v, modulus);
}

export const isOn = ({ p, a, b }: Curve, { x, y }: { x: bigint; y: bigint }): boolean =>
  modulo(y * y - (x * x + a) * x - b, p) === 0n;

export function add({ p, a }: Curve, left: Point, right: Point): Point {
  if (left === 'infinity') return right;
  if (right === 'infinity') return left;
  if (left.x === right.x && modulo(left.y + right.y, p) === 0n) return 'infinity';
  const slope =
    left.x === right.x
      ? (3n * left.x * left.x + a) * invert(2n * left.y, p)
      : (right.y - left.y) * invert(right.x - left.x, p);
  const x = modulo(slope * slope - left.x - right.x, p);
  return { x, y: modulo(slope * (left.x - x) - left.y, p) };
}

export function multiply(curve: Curve, scalar: bigint, point: Point): Point {
  let product: Point = 'infinity';
  for (const bit of modulo(scalar, curve.n).toString(2)) {
    product = add(curve, product, product);
    if (bit === '1') product = add(curve, product, point);
  }
  return product;
}

/** GB/T 32918.2 §6.1 for a given nonce; undefined where the standard draws another. */
export function sign(curve: Curve, e: bigint, d: bigint, k: bigint): { r: bigint; s: bigint } | undefined {
  const point = multiply(curve, k, curve.g);
  if (point === 'infinity') return undefined;
  const r = modulo(e + point.x, curve.n);
  const s = modulo(invert(1n + d, curve.n) * (k - r * d), curve.n);
  return r === 0n || r + k === curve.n || s === 0n ? undefined : { r, s };
}

/** GB/T 32918.2 §7.1. */
export function verify(curve: Curve, e: bigint, { r, s }: { r: bigint; s: bigint }, key: Point): boolean {
  const t = modulo(r + s, curve.n);
  if (r < 1n || r >= curve.n || s < 1n || s >= curve.n || t === 0n) return false;
  const point = add(curve, multiply(curve, s, curve.g), multiply(curve, t, key));
  return point !== 'infinity' && modulo(e + point.x, curve.n) === r;
}
