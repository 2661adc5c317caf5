import { equalBytes } from '@bedsign/contract';
import { digest, parseSignedData, verifySignedData } from '@bedsign/gm';
import { type Finding, fails, holds } from '../finding.ts';
import { unpadDer } from '../read/der.ts';
import { isName } from '../read/object.ts';
import type { FoundSignature } from '../read/signatures.ts';
import { damaged } from '../read/tokenizer.ts';
import { type Covered, coveredBytes } from './byte-range.ts';
import { checkCmsShape } from './cms-shape.ts';

export type Cms = ReturnType<typeof parseSignedData>;

/** The CMS SignedData in /Contents; a DER error, or a form of signature that is not ours, is thrown. */
export const readCms = ({ dict }: FoundSignature, { contents }: Covered): Cms => {
  if (!isName(dict.entries.get('SubFilter'), 'ETSI.CAdES.detached'))
    return damaged('/SubFilter is not ETSI.CAdES.detached');
  const der = unpadDer(contents);
  const cms = parseSignedData(der);
  checkCmsShape(der, cms.timeStampToken ? 1 : 0);
  if (cms.content) return damaged('the CMS carries content of its own');
  return cms;
};

/** Check `digest`: messageDigest is the digest of the covered bytes (RFC 5652 §5.4, §11.2). */
export const checkDigest = async (pdf: Uint8Array, covered: Covered, cms: Cms): Promise<Finding> => {
  const computed = await digest(cms.digestAlgorithm, coveredBytes(pdf, covered));
  return equalBytes(computed, cms.messageDigest)
    ? holds(`${cms.digestAlgorithm} of the covered bytes equals messageDigest`)
    : fails(`${cms.digestAlgorithm} of the covered bytes differs from messageDigest: the bytes were changed`);
};

/** Checks `signature` (RFC 5652 §5.4) and `signing-certificate` (RFC 5035 §5). */
export const checkSignature = async (cms: Cms): Promise<{ signature: Finding; signingCertificate: Finding }> => {
  const found = await verifySignedData(cms);
  return {
    signature: found.signature
      ? holds(`${cms.signatureAlgorithm} signature of ${cms.signer.subjectText} holds`)
      : fails(`${cms.signatureAlgorithm} signature does not hold under the key of ${cms.signer.subjectText}`),
    signingCertificate: found.signingCertificate
      ? holds(`signingCertificateV2 names certificate ${cms.signer.serialNumber}`)
      : fails('signingCertificateV2 is missing or names another certificate'),
  };
};
