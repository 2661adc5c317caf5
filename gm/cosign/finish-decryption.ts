import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import type { Sm2Cipher } from '../sm2/cipher.ts';
import { openShared } from '../sm2/encrypt.ts';
import { xyOf } from './shares.ts';

/**
 * The client's last step: (x₂, y₂) = T₂ - C₁ opens the text (GB/T 32918.4 §7.1 B4 to B6). GmError DECRYPTION_FAILED for another
 * key, a changed text or a wrong answer.
 * @example
 * import {
 *   acceptServerShare, answerDecryption, createClientShare, createServerShare, finishDecryption, randomBytes,
 *   requestDecryption, sm2Encrypt,
 * } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const publicKey = acceptServerShare(share, reply);
 * const session = { keyId: new Uint8Array(16), nonce: randomBytes(16) }; // the server's nonce, good for one request
 * const { request, cipher } = requestDecryption(share, session, sm2Encrypt(message, publicKey));
 * const t2 = answerDecryption(serverShare, session, request); // on the server
 * const plaintext = finishDecryption(cipher, t2);
 */
export function finishDecryption({ c1, hash, text }: Sm2Cipher, t2: Uint8Array): Uint8Array<ArrayBuffer> {
  const shared = runSm2('sm2Subtract', [xyOf(t2), c1], 64);
  if (!shared || text.length === 0) throw new GmError('DECRYPTION_FAILED', 'the answer does not belong to this text');
  return openShared(shared, hash, text);
}
