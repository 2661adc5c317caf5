import { OCSPRequest, Request, TBSRequest } from '@peculiar/asn1-ocsp';
import { encode } from '../asn1/structure.ts';
import { profiles } from '../keys/algorithm.ts';
import { readCertificate } from '../x509/parse.ts';
import { type CertIdHash, certIdOf } from './cert-id.ts';
import { nonceExtension } from './nonce.ts';

/**
 * An unsigned OCSP request about one certificate of `issuer` (RFC 6960 §4.1). Send it by HTTP POST as
 * `application/ocsp-request`. A random `nonce` (RFC 9654: 32 bytes) makes the answer fresh; many public responders ignore it.
 * `hash` names the CA: SM3 or SHA-256 by its key, or what the responder knows.
 * @returns DER OCSPRequest
 * @throws GmError ASN1_MALFORMED, ALGORITHM_UNSUPPORTED or KEY_INVALID for what is not a certificate
 * @example
 * import { createOcspRequest, randomBytes } from '@bedsign/gm';
 * const request = await createOcspRequest({ certificate, issuer: ca.certificate, nonce: randomBytes(32) });
 */
export async function createOcspRequest(request: {
  certificate: Uint8Array;
  issuer: Uint8Array;
  nonce?: Uint8Array;
  hash?: CertIdHash;
}): Promise<Uint8Array> {
  const { nonce } = request;
  const issuer = readCertificate(request.issuer);
  const hash = request.hash ?? profiles[issuer.certificate.publicKeyAlgorithm].digest;
  const { serialNumber } = readCertificate(request.certificate).x509.tbsCertificate;
  const tbsRequest = new TBSRequest({
    requestList: [new Request({ reqCert: await certIdOf(issuer, serialNumber, hash) })],
    ...(nonce && { requestExtensions: [nonceExtension(nonce)] }),
  });
  return encode(new OCSPRequest({ tbsRequest }));
}
