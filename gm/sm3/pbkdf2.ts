import { concat } from '../bytes.ts';
import { wasm } from '../engine/wasm.ts';
import { GmError } from '../errors.ts';
import { hmacKey, hmacSm3 } from './hmac.ts';
import { stateLength } from './state.ts';

const iterationLimit = 10_000_000; // some ten seconds of work: what comes out of a file must not stop the process for good
const lengthLimit = 1024;

/**
 * PBKDF2 with HMAC-SM3 (GM/T 0091, RFC 8018 §5.2): a key of `length` bytes from a password.
 * GmError ARGUMENT_INVALID for an iteration count or a length out of bounds.
 * @example
 * import { pbkdf2Sm3, randomBytes } from '@bedsign/gm';
 * const key = pbkdf2Sm3(new TextEncoder().encode('a long password'), randomBytes(16), 100_000, 16);
 */
export function pbkdf2Sm3(
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  if (!Number.isInteger(iterations) || iterations < 1 || iterations > iterationLimit) {
    throw new GmError('ARGUMENT_INVALID', `PBKDF2 iterations are 1 to ${iterationLimit}`);
  }
  if (!Number.isInteger(length) || length < 1 || length > lengthLimit) {
    throw new GmError('ARGUMENT_INVALID', `PBKDF2 gives 1 to ${lengthLimit} bytes here`);
  }
  const key = hmacKey(password);
  const output = new Uint8Array(length);
  for (let index = 0; index * 32 < length; index++) {
    const number = new Uint8Array(4);
    new DataView(number.buffer).setUint32(0, index + 1);
    const block = iterate(key, hmacSm3(key, concat(salt, number)), iterations);
    output.set(block.subarray(0, length - index * 32), index * 32);
  }
  return output;
}

/** U_1 ⊕ … ⊕ U_c of one block. */
function iterate(key: Uint8Array, first: Uint8Array, iterations: number): Uint8Array {
  const { hmacSm3Init, pbkdf2Sm3Loop, wipe, bytes, area } = wasm();
  const block = area + 2 * stateLength;
  bytes.set(key, block);
  hmacSm3Init(area, block, key.length);
  wipe(block, key.length);
  bytes.set(first, block);
  pbkdf2Sm3Loop(area, block, iterations);
  const result = bytes.slice(block, block + 32);
  wipe(block, 32);
  return result;
}
