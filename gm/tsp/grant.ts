import { encodeInteger, encodeTlv, tag } from '../asn1/der.ts';
import { DerReader } from '../asn1/der-reader.ts';
import { taggedSet } from '../cms/build.ts';

/** PKIStatusInfo { granted }. */
const granted = encodeTlv(tag.sequence, encodeInteger(0n));

/**
 * Makes the TimeStampResp that grants a token (RFC 3161 §2.4.2), with these certificates in it where `certReq` asks for them.
 * They are not signed, so that a token can be kept without them, and the very reply be made again.
 * @example
 * import {
 *   answerTimeStampQuery, createGrant, createTimeStamper, createTimeStampQuery, parseTimeStampReply, sm3,
 * } from '@bedsign/gm';
 * const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(message), certReq: false });
 * const stamper = await createTimeStamper(tsa); // key, certificate, chain, policy
 * const stamp = { serial: Uint8Array.of(1), genTime: Date.now(), accuracyMs: 1000 };
 * const { token } = parseTimeStampReply((await answerTimeStampQuery(query, stamper, () => stamp)).reply);
 * const reply = createGrant([tsa.certificate])(token, true);
 */
export function createGrant(
  certificates: readonly Uint8Array[],
): (token: Uint8Array, certReq: boolean) => Uint8Array<ArrayBuffer> {
  const set = taggedSet(tag.context0, certificates);

  /** ContentInfo { id-signedData, [0] SignedData { version, digestAlgorithms, encapContentInfo, certificates, signerInfos } }. */
  const withCertificates = (token: Uint8Array): Uint8Array =>
    new DerReader(token).within(tag.sequence, (contentInfo) => {
      const type = contentInfo.element(tag.oid);
      const signedData = contentInfo.within(tag.context0, () =>
        contentInfo.within(tag.sequence, (members) => {
          const first = [members.integer(), members.element(tag.set), members.element(tag.sequence)];
          return encodeTlv(tag.sequence, ...first, set, members.element(tag.set));
        }),
      );
      return encodeTlv(tag.sequence, type, encodeTlv(tag.context0, signedData));
    });

  return (token, certReq) => encodeTlv(tag.sequence, granted, certReq ? withCertificates(token) : token);
}
