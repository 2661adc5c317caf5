import { GmError } from '../errors.ts';
import { sm4EcbEncrypt } from './ecb.ts';

/**
 * SM4 (GB/T 32907) of one 16-byte block under a 16-byte key. GmError ARGUMENT_INVALID for other lengths.
 * @example
 * import { randomBytes, sm4EncryptBlock } from '@bedsign/gm';
 * const block = sm4EncryptBlock(randomBytes(16), new Uint8Array(16));
 */
export function sm4EncryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array<ArrayBuffer> {
  if (block.length !== 16) throw new GmError('ARGUMENT_INVALID', 'an SM4 block has 16 bytes');
  return sm4EcbEncrypt(key, block, 'none');
}
