import { PKIStatus, PKIStatusInfo } from '@peculiar/asn1-tsp';
import { readAll, readSingle, tag } from '../asn1/der.ts';
import { decode } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import { failureNames, hasFailure } from './refusal.ts';

/**
 * The token of a granted TimeStampResp (RFC 3161 §2.4.2). GmError TIME_STAMP_REFUSED with the authority's reason, or
 * ASN1_MALFORMED.
 * @example
 * import { answerTimeStampQuery, createTimeStamper, createTimeStampQuery, parseTimeStampReply, sm3 } from '@bedsign/gm';
 * const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message) });
 * const stamper = await createTimeStamper(tsa); // key, certificate, chain, policy
 * const stamp = { serial: Uint8Array.of(1), genTime: Date.now(), accuracyMs: 1000 };
 * const { token } = parseTimeStampReply((await answerTimeStampQuery(query, stamper, () => stamp)).reply);
 */
export function parseTimeStampReply(reply: Uint8Array): { token: Uint8Array } {
  const [statusInfo, token, extra] = readAll(readSingle(reply, tag.sequence).content);
  if (!statusInfo || extra) throw new GmError('ASN1_MALFORMED', 'not a TimeStampResp');
  const { status, failInfo, statusString = [] } = decode(statusInfo.raw, PKIStatusInfo);
  const granted = status === PKIStatus.granted || status === PKIStatus.grantedWithMods;
  if (granted && token) return { token: token.raw };
  const failures = failInfo ? failureNames.filter((name) => hasFailure(failInfo, name)) : [];
  throw new GmError('TIME_STAMP_REFUSED', [`status ${status}`, ...failures, ...statusString].join(', '));
}
