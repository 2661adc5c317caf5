import { fromHex } from '../bytes.ts';
import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';

/** a ‖ b ‖ Gx ‖ Gy of sm2p256v1 (GB/T 32918.5), as they enter Z. */
export const domainParameters = fromHex(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
);

/** n - 2 of the same. */
const largestPrivateKey = fromHex('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54121');

/** X‖Y of 04‖X‖Y, or undefined for any other form; not yet checked to be on the curve. */
export const coordinates = (point: Uint8Array): Uint8Array | undefined =>
  point.length === 65 && point[0] === 4 ? point.subarray(1) : undefined;

/** 04‖X‖Y of X‖Y. */
export function uncompressed(xy: Uint8Array): Uint8Array<ArrayBuffer> {
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(xy, 1);
  return point;
}

/** Whether 04‖X‖Y is a point of the curve (GB/T 32918.1 §6.2.1); the cofactor is 1, so it then has order n. */
export function isPublicKey(point: Uint8Array): boolean {
  const xy = coordinates(point);
  return xy !== undefined && runSm2('sm2IsPoint', [xy]) !== undefined;
}

export function checkPublicKey(point: Uint8Array): void {
  if (!isPublicKey(point)) throw new GmError('KEY_INVALID', 'not an uncompressed point on the SM2 curve');
}

/** GB/T 32918.1 §6.1: 32 bytes, d in [1, n-2], so that 1 + d is invertible. Its bits steer no branch. */
export function isPrivateKey(d: Uint8Array): boolean {
  if (d.length !== 32) return false;
  let borrow = 0;
  let bits = 0;
  for (let index = 31; index >= 0; index--) {
    const byte = d[index] ?? 0;
    borrow = (((largestPrivateKey[index] ?? 0) - byte - borrow) >> 8) & 1;
    bits |= byte;
  }
  return borrow === 0 && bits !== 0;
}

export function checkPrivateKey(privateKey: Uint8Array): void {
  if (!isPrivateKey(privateKey)) throw new GmError('KEY_INVALID', 'SM2 private key is not 32 bytes in [1, n-2]');
}
