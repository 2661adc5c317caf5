import { readCertificate } from '../x509/parse.ts';
import { checkOcspResponse } from './check.ts';
import type { OcspResponse, OcspSingleResponse } from './parse.ts';

/**
 * Checks a parsed OCSP response about `certificate` of `issuer` (RFC 6960 §3.2): it is about this certificate, signed by the CA
 * or by its delegate for OCSP, current at the time `at` or later, and carries the `nonce` of the request, if one is given.
 * @returns the answer: `good`, `revoked` with date and reason, or `unknown`, which is not good
 * @throws GmError SIGNATURE_INVALID, REVOCATION_UNKNOWN, and what {@link parseCertificate} throws
 * @example
 * import { answerOcspRequest, createOcspRequest, parseOcspResponse, verifyOcspResponse } from '@bedsign/gm';
 * const responder = { // the CA answers for itself
 *   key: ca.key, certificate: ca.certificate, issuer: ca.certificate, status: async () => 'good',
 *   now: () => new Date(), validityMs: 3_600_000,
 * };
 * const request = await createOcspRequest({ certificate, issuer: ca.certificate });
 * const response = parseOcspResponse((await answerOcspRequest(request, responder)).response);
 * const answer = await verifyOcspResponse({ response, certificate, issuer: ca.certificate, at: new Date() });
 * if (answer.status !== 'good') throw new Error(answer.status);
 */
export const verifyOcspResponse = (request: {
  response: OcspResponse;
  certificate: Uint8Array;
  issuer: Uint8Array;
  at: Date;
  nonce?: Uint8Array;
}): Promise<OcspSingleResponse> =>
  checkOcspResponse({
    ...request,
    subject: readCertificate(request.certificate),
    issuer: readCertificate(request.issuer),
  });
