import { encode } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { verifySignature } from '../keys/verify-signature.ts';
import { isNamedIssuer, isSignedBy } from '../x509/link.ts';
import { type CertificateEntry, readCertificate } from '../x509/parse.ts';
import { leafObjection } from '../x509/purpose.ts';
import { keyHash } from './cert-id.ts';
import type { OcspResponse } from './parse.ts';

const unknown = (why: string) => new GmError('REVOCATION_UNKNOWN', `OCSP response: ${why}`);

async function isResponder({ certificate, x509 }: CertificateEntry, { responderId }: OcspResponse): Promise<boolean> {
  const { byName, byKey } = responderId;
  return byName
    ? equalBytes(encode(byName), encode(x509.tbsCertificate.subject))
    : byKey !== undefined && equalBytes(new Uint8Array(byKey.buffer), await keyHash(certificate.publicKey));
}

/** RFC 6960 §4.2.2.2: issued by this very CA, for OCSP signing by name, and valid when the answer was produced. */
async function checkDelegate(delegate: CertificateEntry, issuer: CertificateEntry, producedAt: Date): Promise<void> {
  const { certificate } = delegate;
  const objection = leafObjection(certificate, 'ocspSigning');
  if (objection) throw unknown(`${certificate.subjectText} ${objection}`);
  if (producedAt < certificate.notBefore || producedAt > certificate.notAfter) {
    throw unknown(`${certificate.subjectText} was not valid when it was produced`);
  }
  if (!isNamedIssuer(issuer, delegate) || !(await isSignedBy(delegate, issuer))) {
    throw unknown(`${certificate.subjectText} was not authorised by ${issuer.certificate.subjectText}`);
  }
}

/**
 * Checks that the response was signed by the CA itself or by its delegate. Whether the delegate was revoked in turn is not
 * asked: its CA says by id-pkix-ocsp-nocheck, or by a short life, that nobody needs to (§4.2.2.2.1).
 */
export async function checkResponder(response: OcspResponse, issuer: CertificateEntry): Promise<void> {
  const { signatureAlgorithm: algorithm, signedData, signature, producedAt } = response;
  for (const candidate of [issuer, ...response.certificates.map(readCertificate)]) {
    const { publicKey, publicKeyAlgorithm } = candidate.certificate;
    if (algorithm !== publicKeyAlgorithm || !(await isResponder(candidate, response))) continue;
    if (!(await verifySignature(algorithm, signedData, signature, publicKey))) continue;
    if (candidate !== issuer && !equalBytes(candidate.certificate.der, issuer.certificate.der)) {
      await checkDelegate(candidate, issuer, producedAt);
    }
    return;
  }
  throw new GmError('SIGNATURE_INVALID', 'the OCSP response is signed by nobody it names');
}
