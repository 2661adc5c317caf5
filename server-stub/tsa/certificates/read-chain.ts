import { BedSignError, type ErrorCode } from '@bedsign/contract';
import { type Certificate, fromPem, GmError, parseCertificate, verifyChain } from '@bedsign/gm';

const purpose = 'timeStamping';

/** Does `work` under a name that says what is wrong with the file; keys of other kinds than ours have their own. */
const naming = async <T>(code: ErrorCode, work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof GmError)) throw cause;
    const unsupported = cause.code === 'ALGORITHM_UNSUPPORTED';
    throw new BedSignError(unsupported ? 'CERTIFICATE_ALGORITHM_UNSUPPORTED' : code, cause.message, { cause });
  }
};

/** PEM with any number of certificates, or the DER of one. */
const certificatesIn = (file: Uint8Array): Certificate[] => {
  const text = Buffer.from(file).toString('latin1');
  const found = text.includes('-----BEGIN') ? fromPem(text, 'CERTIFICATE') : [file];
  return found.map(parseCertificate);
};

export const isSelfIssued = ({ subject, issuer }: Certificate) => JSON.stringify(subject) === JSON.stringify(issuer);
const derOf = ({ der }: Certificate) => der;

/** The one certificate that is no CA's, valid at `at` and for time stamps alone. */
const leafOf = async (certificates: readonly Certificate[], at: Date): Promise<Certificate> => {
  const [leaf, second] = certificates.filter(({ ca }) => !ca);
  if (!leaf) throw new BedSignError('CERTIFICATE_NOT_FOR_TIME_STAMPS', certificates[0]?.subjectText);
  if (second) throw new BedSignError('CERTIFICATE_UNREADABLE', `${leaf.subjectText} and ${second.subjectText}`);
  if (at > leaf.notAfter) throw new BedSignError('CERTIFICATE_EXPIRED', leaf.notAfter.toISOString());
  if (at < leaf.notBefore) throw new BedSignError('CERTIFICATE_INVALID', `not before ${leaf.notBefore.toISOString()}`);
  await naming('CERTIFICATE_NOT_FOR_TIME_STAMPS', () =>
    verifyChain({ leaf: leaf.der, intermediates: [], anchors: [leaf.der], at, purpose }),
  );
  return leaf;
};

/**
 * The chain of a time-stamp authority's certificate, its own first, from a file in PEM (its issuers beside it, in any order) or
 * DER. CERTIFICATE_UNREADABLE, CERTIFICATE_ALGORITHM_UNSUPPORTED, CERTIFICATE_NOT_FOR_TIME_STAMPS (RFC 3161 §2.3: that
 * extended key usage alone, and critical), CERTIFICATE_EXPIRED, or CERTIFICATE_INVALID where the chain does not hold at `at`.
 */
export const readTsaChain = async (file: Uint8Array, at: Date): Promise<Certificate[]> => {
  const certificates = await naming('CERTIFICATE_UNREADABLE', () => certificatesIn(file));
  if (certificates.length === 0) throw new BedSignError('CERTIFICATE_UNREADABLE', 'no certificate in the file');
  const leaf = await leafOf(certificates, at);
  const issuers = certificates.filter((certificate) => certificate !== leaf);
  if (issuers.length === 0) return [leaf];
  const roots = issuers.filter(isSelfIssued);
  return naming('CERTIFICATE_INVALID', () =>
    verifyChain({
      ...{ leaf: leaf.der, intermediates: issuers.map(derOf), at, purpose },
      anchors: (roots.length > 0 ? roots : issuers).map(derOf),
    }),
  );
};
