import { encodeRefusal, type PkiFailure } from './refusal.ts';
import { readTimeStampRequest } from './request.ts';
import type { TimeStamper } from './stamper.ts';
import type { GrantedToken, Stamp } from './token-template.ts';

/** A reply, and what to keep of it: the token without certificates and whether they were asked for, or why there is none. */
export type TimeStampAnswer =
  | (GrantedToken & { certReq: boolean; failure?: undefined })
  | { reply: Uint8Array<ArrayBuffer>; token?: undefined; failure: PkiFailure };

/**
 * Answers a DER TimeStampReq with a DER TimeStampResp (RFC 3161 §2.4). A query that cannot be granted gets a refusal with
 * PKIFailureInfo, and `failure` says which; failures of `next` or the key are thrown. `next` is asked once the query is good,
 * so that no serial number is spent on a refusal. The answer comes at once where `stamper` stamps at once.
 * @example
 * import { answerTimeStampQuery, createTimeStamper, createTimeStampQuery, sm3 } from '@bedsign/gm';
 * const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message) });
 * const stamper = await createTimeStamper(tsa); // key, certificate, chain, policy
 * const stamp = { serial: Uint8Array.of(1), genTime: Date.now(), accuracyMs: 1000 };
 * const { reply } = await answerTimeStampQuery(query, stamper, () => stamp);
 */
export function answerTimeStampQuery(
  query: Uint8Array,
  stamper: TimeStamper,
  next: () => Stamp,
): TimeStampAnswer | Promise<TimeStampAnswer> {
  const request = readTimeStampRequest(query, stamper.policy);
  if ('failure' in request) return { reply: encodeRefusal(request), failure: request.failure };
  const { certReq } = request;
  const granted = stamper.stamp(request, next());
  return granted instanceof Promise ? granted.then((each) => ({ ...each, certReq })) : { ...granted, certReq };
}
