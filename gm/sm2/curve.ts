import { fromHex, toBigInt } from '../bytes.ts';
import { GmError } from '../errors.ts';

// GB/T 32918.5: sm2p256v1.
const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
/** Order of the base point. */
export const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** a ‖ b ‖ Gx ‖ Gy, as they enter Z. */
export const domainParameters = fromHex(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
);

/** Whether 04‖X‖Y is a point of the curve (GB/T 32918.1 §6.2.1); the cofactor is 1, so it then has order n. */
export function isPublicKey(point: Uint8Array): boolean {
  if (point.length !== 65 || point[0] !== 4) return false;
  const x = toBigInt(point.subarray(1, 33));
  const y = toBigInt(point.subarray(33));
  return x < p && y < p && (y * y - (x * x - 3n) * x - b) % p === 0n;
}

export function checkPublicKey(point: Uint8Array): void {
  if (!isPublicKey(point)) throw new GmError('KEY_INVALID', 'not an uncompressed point on the SM2 curve');
}

/** GB/T 32918.1 §6.1: d in [1, n-2], so that 1 + d is invertible. */
export function checkPrivateKey(privateKey: Uint8Array): void {
  const d = privateKey.length === 32 ? toBigInt(privateKey) : 0n;
  if (d < 1n || d > n - 2n) throw new GmError('KEY_INVALID', 'SM2 private key is not 32 bytes in [1, n-2]');
}
