import { wasm } from '../engine/wasm.ts';
import { transform, withRoundKeys } from './round-keys.ts';

/**
 * SM4-CTR (GB/T 17964) from a 16-byte counter block that counts up in all its bits; encrypts and decrypts. Never use one
 * counter twice under one key. Says nothing of changes to the ciphertext. GmError ARGUMENT_INVALID for other lengths.
 * @example
 * import { randomBytes, sm4Ctr } from '@bedsign/gm';
 * const [key, counter] = [randomBytes(16), randomBytes(16)];
 * const ciphertext = sm4Ctr(key, counter, message);
 * const plaintext = sm4Ctr(key, counter, ciphertext);
 */
export const sm4Ctr = (key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> =>
  withRoundKeys(key, 'encrypt', counter, (at) =>
    transform(data, new Uint8Array(data.length), at, (length) => wasm().sm4Ctr(at.keys, at.chain, at.data, length)),
  );
