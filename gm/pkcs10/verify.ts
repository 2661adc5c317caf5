import { GmError } from '../errors.ts';
import { verifySignature } from '../keys/verify-signature.ts';
import { type CertificationRequest, parseCertificationRequest } from './parse.ts';

/**
 * Parses a PKCS#10 request and checks that whoever made it holds the private key (RFC 2986 §3, proof of possession). A CA
 * certifies nothing less.
 * @throws GmError SIGNATURE_INVALID, and what {@link parseCertificationRequest} throws
 * @example
 * import { createCertificationRequest, generateSigningKey, verifyCertificationRequest } from '@bedsign/gm';
 * const { key } = await generateSigningKey('sm2');
 * const der = await createCertificationRequest({ subject: { CN: 'ward3.example' }, key, dnsNames: ['ward3.example'] });
 * const { subjectText, publicKey, dnsNames } = await verifyCertificationRequest(der);
 * console.log(subjectText, publicKey.length, dnsNames); // CN=ward3.example 65 [ 'ward3.example' ]
 */
export async function verifyCertificationRequest(der: Uint8Array): Promise<CertificationRequest> {
  const request = parseCertificationRequest(der);
  const { publicKeyAlgorithm, signatureAlgorithm, signedInfo, signature, publicKey } = request;
  const holds =
    signatureAlgorithm === publicKeyAlgorithm &&
    (await verifySignature(signatureAlgorithm, signedInfo, signature, publicKey));
  if (!holds) throw new GmError('SIGNATURE_INVALID', 'the request is not signed with the key that it presents');
  return request;
}
