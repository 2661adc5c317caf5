import {
  BasicOCSPResponse,
  type CertID,
  OCSPResponse,
  OCSPResponseStatus,
  type ResponderID,
} from '@peculiar/asn1-ocsp';
import { oid } from '../asn1/oids.ts';
import { decode, encode } from '../asn1/structure.ts';
import { type RevocationReason, reasonOf } from '../crl/reason.ts';
import { GmError } from '../errors.ts';
import { type SigningAlgorithm, signatureAlgorithmOf } from '../keys/algorithm.ts';
import { serialNumberText } from '../x509/serial-number.ts';
import { hasUnknownCritical, readNonce } from './nonce.ts';

export type OcspStatus =
  | { status: 'good' | 'unknown' }
  | { status: 'revoked'; revocationDate: Date; reason?: RevocationReason };

export type OcspSingleResponse = OcspStatus & {
  certId: CertID;
  /** Hex, as in {@link Certificate}. */
  serialNumber: string;
  thisUpdate: Date;
  /** Absent: newer information is always to be had. */
  nextUpdate?: Date;
};

export type OcspResponse = {
  der: Uint8Array;
  responderId: ResponderID;
  producedAt: Date;
  responses: OcspSingleResponse[];
  nonce?: Uint8Array;
  /** DER, as they came along. */
  certificates: Uint8Array[];
  signatureAlgorithm: SigningAlgorithm;
  /** DER ResponseData: the bytes that are signed. */
  signedData: Uint8Array;
  signature: Uint8Array;
};

type Parsed = BasicOCSPResponse['tbsResponseData']['responses'][number];

function readStatus({ good, revoked }: Parsed['certStatus']): OcspStatus {
  if (!revoked) return { status: good === undefined ? 'unknown' : 'good' };
  const reason = reasonOf(revoked.revocationReason?.reason);
  return { status: 'revoked', revocationDate: revoked.revocationTime, ...(reason && { reason }) };
}

function readSingle(response: Parsed): OcspSingleResponse {
  const { certID, certStatus, thisUpdate, nextUpdate, singleExtensions } = response;
  if (hasUnknownCritical(singleExtensions)) throw unsupported();
  return {
    ...readStatus(certStatus),
    certId: certID,
    serialNumber: serialNumberText(new Uint8Array(certID.serialNumber)),
    thisUpdate,
    ...(nextUpdate && { nextUpdate }),
  };
}

const unsupported = () => new GmError('ALGORITHM_UNSUPPORTED', 'OCSP response with an unknown critical extension');

/**
 * Parses a DER OCSPResponse with a BasicOCSPResponse (RFC 6960 §4.2.1); whether it may be believed is left to
 * {@link verifyOcspResponse}.
 * @throws GmError REVOCATION_UNKNOWN when the responder refused to answer, ASN1_MALFORMED, ALGORITHM_UNSUPPORTED
 * @example
 * import { answerOcspRequest, createOcspRequest, parseOcspResponse } from '@bedsign/gm';
 * const responder = { // the CA answers for itself
 *   key: ca.key, certificate: ca.certificate, issuer: ca.certificate, status: async () => 'good',
 *   now: () => new Date(), validityMs: 3_600_000,
 * };
 * const request = await createOcspRequest({ certificate, issuer: ca.certificate });
 * const { responses } = parseOcspResponse((await answerOcspRequest(request, responder)).response);
 * console.log(responses[0].status); // good
 */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  const { responseStatus, responseBytes } = decode(der, OCSPResponse);
  if (responseStatus !== OCSPResponseStatus.successful || !responseBytes) {
    const name = OCSPResponseStatus[responseStatus] ?? responseStatus;
    throw new GmError('REVOCATION_UNKNOWN', `the OCSP responder gave no answer: ${name}`);
  }
  if (responseBytes.responseType !== oid.ocspBasic) throw new GmError('ALGORITHM_UNSUPPORTED', 'not a basic response');
  const basic = decode(new Uint8Array(responseBytes.response.buffer), BasicOCSPResponse);
  const { tbsResponseData } = basic;
  if (hasUnknownCritical(tbsResponseData.responseExtensions)) throw unsupported();
  const nonce = readNonce(tbsResponseData.responseExtensions);
  return {
    der,
    responderId: tbsResponseData.responderID,
    producedAt: tbsResponseData.producedAt,
    responses: tbsResponseData.responses.map(readSingle),
    ...(nonce && { nonce }),
    certificates: (basic.certs ?? []).map(encode),
    signatureAlgorithm: signatureAlgorithmOf(basic.signatureAlgorithm),
    signedData: encode(tbsResponseData),
    signature: new Uint8Array(basic.signature),
  };
}
