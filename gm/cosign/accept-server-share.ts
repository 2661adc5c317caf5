import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { jointKey, type ServerReply } from './create-server-share.ts';
import { checkProof, contextOf } from './proof.ts';
import type { ClientShare } from './shares.ts';

/**
 * The client ends the making of a two-party key (docs/sm-engine.md, "Two-party SM2"; the key is one of GB/T 32918.1 §6.1):
 * it computes P from its own share and the server's point, and believes no other. Returns P; GmError PROOF_INVALID, or
 * KEY_INVALID if the server named another key.
 * @example
 * import { acceptServerShare, createClientShare, createServerShare } from '@bedsign/gm';
 * const { share, offer } = createClientShare();
 * const { serverShare, reply } = createServerShare(offer); // on the server
 * const publicKey = acceptServerShare(share, reply);
 * console.log(publicKey.length); // 65
 */
export function acceptServerShare(share: ClientShare, reply: ServerReply): Uint8Array<ArrayBuffer> {
  checkProof(reply.point, contextOf('share', reply.point), reply.proof);
  const publicKey = jointKey(reply.point, share);
  if (!equalBytes(publicKey, reply.publicKey)) {
    throw new GmError('KEY_INVALID', 'the server named a public key that is not ours');
  }
  return publicKey;
}
