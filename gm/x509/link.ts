import { encode } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { verifySignature } from '../keys/verify-signature.ts';
import type { CertificateEntry } from './parse.ts';

/** Whether the subject names this candidate as its issuer: by name, and by key identifier where both have one (RFC 5280 §6.1.3 (a)(4)). */
export function isNamedIssuer(candidate: CertificateEntry, subject: CertificateEntry): boolean {
  const wanted = subject.certificate.authorityKeyIdentifier;
  const offered = candidate.certificate.subjectKeyIdentifier;
  return (
    equalBytes(encode(candidate.x509.tbsCertificate.subject), encode(subject.x509.tbsCertificate.issuer)) &&
    (wanted === undefined || offered === undefined || wanted === offered)
  );
}

/** Whether the certificate's signature holds under the issuer's key (RFC 5280 §6.1.3 (a)(1)). */
export const isSignedBy = async ({ certificate, x509 }: CertificateEntry, issuer: CertificateEntry): Promise<boolean> =>
  certificate.signatureAlgorithm === issuer.certificate.publicKeyAlgorithm &&
  (await verifySignature(
    certificate.signatureAlgorithm,
    encode(x509.tbsCertificate),
    new Uint8Array(x509.signatureValue),
    issuer.certificate.publicKey,
  ));
