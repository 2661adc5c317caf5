import { GmError, parseSignedData, verifyTimeStampToken } from '@bedsign/gm';
import { type Finding, fails, holds, messageOf } from '../finding.ts';
import { unusedCertificates } from './chain.ts';
import type { Cms } from './cms.ts';
import { checkCmsShape } from './cms-shape.ts';

/**
 * Checks `time-stamp` and `time-stamp-chain`: the token in the unsigned attributes is a time stamp over this very
 * signature value (RFC 3161 §2.4, RFC 5126 §6.1.1), made by an authority of a trusted root.
 */
export const checkTimeStamp = async (
  { timeStampToken: token, signature }: Cms,
  anchors: Uint8Array[],
): Promise<{ timeStamp: Finding; chain: Finding; genTime?: Date }> => {
  if (!token) return { timeStamp: fails('there is no time-stamp token'), chain: fails('there is no time-stamp token') };
  try {
    checkCmsShape(token, 0);
    const { genTime, serial, chain } = await verifyTimeStampToken({ token, signatureValue: signature, anchors });
    const path = chain.map((certificate) => certificate.subjectText).join(' ← ');
    const unused = unusedCertificates(parseSignedData(token).certificates, chain);
    const timeStamp = holds(`time stamp ${serial} of ${genTime.toISOString()} covers this signature`);
    return unused ? { timeStamp, chain: fails(unused) } : { timeStamp, chain: holds(path), genTime };
  } catch (thrown) {
    const isChain = thrown instanceof GmError && thrown.code === 'CHAIN_INVALID';
    const refused = fails(messageOf(thrown));
    return isChain
      ? { timeStamp: holds('the token covers this signature'), chain: refused }
      : { timeStamp: refused, chain: fails('not made: the token itself does not hold') };
  }
};
