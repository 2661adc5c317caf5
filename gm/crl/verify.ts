import { encode } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { verifySignature } from '../keys/verify-signature.ts';
import { type CertificateEntry, readCertificate } from '../x509/parse.ts';
import type { Crl } from './parse.ts';

/** Whether name and key identifier are those of this CA. */
export function namesIssuer(crl: Crl, { certificate, x509 }: CertificateEntry): boolean {
  const { authorityKeyIdentifier: named } = crl;
  const own = certificate.subjectKeyIdentifier;
  return equalBytes(encode(x509.tbsCertificate.subject), crl.issuerName) && (!named || !own || named === own);
}

/**
 * Checks that the CRL is of this CA (RFC 5280 §6.3.3 (b), (f), (g)): its name, its key identifier, the key usage cRLSign, and
 * the signature. Whether it is still current is seen from its times.
 * @throws GmError SIGNATURE_INVALID; REVOCATION_UNKNOWN when it is another CA's, or the CA may not sign CRLs
 * @example
 * import { generateSigningKey, issueCertificate, issueCrl, parseCrl, verifyCrl } from '@bedsign/gm';
 * const { key } = await generateSigningKey('sm2');
 * const name = { C: 'CN', CN: 'Hospital CA' };
 * const [now, later] = [new Date(), new Date(Date.now() + 86_400_000)];
 * const certificate = await issueCertificate({
 *   issuer: { name, key }, subject: name, publicKey: key.publicKey, publicKeyAlgorithm: 'sm2', ca: {},
 *   keyUsage: ['keyCertSign', 'cRLSign'], notBefore: now, notAfter: later,
 * });
 * const issuer = { key, certificate };
 * const crl = parseCrl(await issueCrl({ issuer, number: 1n, thisUpdate: now, nextUpdate: later, revoked: [] }));
 * await verifyCrl(crl, certificate);
 * console.log(crl.number, crl.revoked.size); // 1n 0
 */
export async function verifyCrl(crl: Crl, issuer: Uint8Array): Promise<void> {
  const entry = readCertificate(issuer);
  const { certificate } = entry;
  const unusable = (why: string) => new GmError('REVOCATION_UNKNOWN', `CRL of ${crl.issuerText}: ${why}`);
  if (!namesIssuer(crl, entry)) throw unusable(`is not of ${certificate.subjectText}`);
  if (!certificate.keyUsage.includes('cRLSign')) throw unusable('the key usage of its issuer lacks cRLSign');
  const holds =
    crl.signatureAlgorithm === certificate.publicKeyAlgorithm &&
    (await verifySignature(crl.signatureAlgorithm, crl.signedList, crl.signature, certificate.publicKey));
  if (!holds) throw new GmError('SIGNATURE_INVALID', `the signature of the CRL of ${crl.issuerText} does not hold`);
}
