import { encodeOid } from '../asn1/der.ts';
import { profiles } from '../keys/algorithm.ts';
import { digest } from '../keys/digest.ts';
import { sm3 } from '../sm3/sm3.ts';
import type { Authority } from './authority.ts';
import type { TimeStampRequest } from './request.ts';
import { type GrantedToken, type Stamp, tokenTemplate } from './token-template.ts';

/** An authority made ready for many tokens. */
export type TimeStamper = {
  /** DER OBJECT IDENTIFIER. */
  policy: Uint8Array;
  /** At once where the key signs at once, as SM2 keys in this process do. */
  stamp(request: TimeStampRequest, stamp: Stamp): GrantedToken | Promise<GrantedToken>;
};

/**
 * Encodes once what all tokens of this authority share (RFC 3161 §2.4.2, RFC 5816).
 * @example
 * import { answerTimeStampQuery, createTimeStamper, createTimeStampQuery, sm3 } from '@bedsign/gm';
 * const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message) });
 * const stamper = await createTimeStamper(tsa); // key, certificate, chain, policy
 * const stamp = { serial: Uint8Array.of(1), genTime: Date.now(), accuracyMs: 1000 };
 * const { reply } = await answerTimeStampQuery(query, stamper, () => stamp);
 */
export async function createTimeStamper(authority: Authority): Promise<TimeStamper> {
  const { key } = authority;
  const template = await tokenTemplate(authority);
  const hash = profiles[key.algorithm].digest;

  const stampNow = (sign: (message: Uint8Array) => Uint8Array) => (request: TimeStampRequest, stamp: Stamp) => {
    const info = template.info(request, stamp);
    const infoDigest = sm3(info);
    return template.granted(info, infoDigest, sign(template.attributes(infoDigest)), request.certReq);
  };
  const stampLater = async (request: TimeStampRequest, stamp: Stamp) => {
    const info = template.info(request, stamp);
    const infoDigest = await digest(hash, info);
    return template.granted(info, infoDigest, await key.sign(template.attributes(infoDigest)), request.certReq);
  };
  const stamp = key.signNow && hash === 'sm3' ? stampNow(key.signNow) : stampLater;
  return { policy: encodeOid(authority.policy), stamp };
}
