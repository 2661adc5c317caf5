import { equalBytes } from '@bedsign/contract';
import { type Certificate, parseCertificate, verifyChain } from '@bedsign/gm';
import { type Finding, fails, holds, messageOf } from '../finding.ts';
import type { Cms } from './cms.ts';

/** Certificates that came along without being part of the path: nothing vouches for them, so none may be there. */
export const unusedCertificates = (certificates: Uint8Array[], path: Certificate[]): string => {
  const unused = certificates.find((der) => !path.some((certificate) => equalBytes(certificate.der, der)));
  return unused ? `certificate ${parseCertificate(unused).subjectText} came along but is not part of the chain` : '';
};

const describe = (path: Certificate[]): string => path.map((certificate) => certificate.subjectText).join(' ← ');

/** Checks `chain` and `validity` (RFC 5280 §6) of the signer's certificate at the time-stamped time. */
export const checkChain = async (
  { signer, certificates }: Cms,
  anchors: Uint8Array[],
  at: Date | undefined,
): Promise<{ chain: Finding; validity: Finding }> => {
  if (!at) return { chain: fails('not made: no trusted time'), validity: fails('not made: no trusted time') };
  const pathAt = (time: Date) =>
    verifyChain({ leaf: signer.der, intermediates: certificates, anchors, at: time, purpose: 'documentSigning' });
  const presented = [...certificates, ...anchors].map(parseCertificate);
  const outside = presented.filter(({ notBefore, notAfter }) => at < notBefore || at > notAfter);
  const validity = (): Finding => {
    const names = outside.map(
      (each) => `${each.subjectText}: ${each.notBefore.toISOString()}–${each.notAfter.toISOString()}`,
    );
    return names.length
      ? fails(`not valid at ${at.toISOString()}: ${names.join('; ')}`)
      : holds(`the certificates are in their time at ${at.toISOString()}`);
  };
  try {
    const path = await pathAt(at);
    const unused = unusedCertificates(certificates, path);
    return {
      chain: unused ? fails(unused) : holds(describe(path)),
      validity: holds(`every certificate of the chain was valid at ${at.toISOString()}`),
    };
  } catch (thrown) {
    if (outside.length === 0) return { chain: fails(messageOf(thrown)), validity: validity() };
    // Dates alone must not hide whether the chain leads to the root: try again when the last of them had begun.
    const begun = new Date(Math.max(...presented.map(({ notBefore }) => notBefore.getTime())));
    const chain = await pathAt(begun).then(
      (path) => holds(describe(path)),
      (reason) => fails(messageOf(reason)),
    );
    return { chain, validity: validity() };
  }
};
