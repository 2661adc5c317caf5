import {
  BasicOCSPResponse,
  type CertID,
  CertStatus,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
} from '@peculiar/asn1-ocsp';
import { OctetString } from '@peculiar/asn1-schema';
import { CRLReason } from '@peculiar/asn1-x509';
import { oid } from '../asn1/oids.ts';
import { decode, encode, toBuffer } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { type Revocation, reasonCode } from '../crl/reason.ts';
import { GmError } from '../errors.ts';
import { signatureIdentifier } from '../keys/algorithm.ts';
import type { SigningKey } from '../keys/key.ts';
import { type CertificateEntry, readCertificate } from '../x509/parse.ts';
import { serialNumberText } from '../x509/serial-number.ts';
import { isOfIssuer } from './cert-id.ts';
import { hasUnknownCritical, nonceExtension, readNonce } from './nonce.ts';

export type OcspResponder = {
  key: SigningKey;
  /** The CA's own, or one that the CA issued for `ocspSigning` (RFC 6960 §4.2.2.2). */
  certificate: Uint8Array;
  /** The CA whose certificates are asked about. */
  issuer: Uint8Array;
  /** What is known of a serial number of this CA, in hex as in {@link Certificate}. */
  status(serialNumber: string): Promise<'good' | 'unknown' | Revocation>;
  now(): Date;
  /** How long an answer may be relied on. */
  validityMs: number;
};

const wholeSeconds = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000);

function encodeStatus(status: 'good' | 'unknown' | Revocation): CertStatus {
  if (typeof status === 'string') return new CertStatus(status === 'good' ? { good: null } : { unknown: null });
  const { revocationDate, reason } = status;
  return new CertStatus({
    revoked: new RevokedInfo({
      revocationTime: wholeSeconds(revocationDate),
      ...(reason && { revocationReason: new CRLReason(reasonCode(reason)) }),
    }),
  });
}

async function answerOne(certID: CertID, issuer: CertificateEntry, responder: OcspResponder): Promise<SingleResponse> {
  const thisUpdate = wholeSeconds(responder.now());
  const own = await isOfIssuer(certID, issuer);
  const status = own ? await responder.status(serialNumberText(new Uint8Array(certID.serialNumber))) : 'unknown';
  return new SingleResponse({
    certID,
    certStatus: encodeStatus(status),
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + responder.validityMs),
  });
}

/** RFC 6960 §4.2.1: BasicOCSPResponse with the responder's certificate; OpenSSL wants it there even if it is the CA's own. */
const sign = async (tbsResponseData: ResponseData, { key }: OcspResponder, own: CertificateEntry) =>
  encode(
    new BasicOCSPResponse({
      tbsResponseData,
      signatureAlgorithm: signatureIdentifier(key.algorithm),
      signature: toBuffer(await key.sign(encode(tbsResponseData))),
      certs: [own.x509],
    }),
  );

const refusal = (responseStatus: OCSPResponseStatus) => encode(new OCSPResponse({ responseStatus }));

/** The request with its nonce, or undefined where RFC 6960 §2.3 answers malformedRequest. */
function readRequest(der: Uint8Array) {
  try {
    const { tbsRequest } = decode(der, OCSPRequest);
    const { requestList, requestExtensions } = tbsRequest;
    const unknown = [requestExtensions, ...requestList.map((one) => one.singleRequestExtensions)].some(
      hasUnknownCritical,
    );
    if (unknown || requestList.length === 0) return undefined;
    return { certIds: requestList.map(({ reqCert }) => reqCert), nonce: readNonce(requestExtensions) };
  } catch (error) {
    if (error instanceof GmError) return undefined;
    throw error;
  }
}

/**
 * Answers a DER OCSPRequest with a DER OCSPResponse (RFC 6960 §4.2) for HTTP as `application/ocsp-response`. A signed request's
 * signature is not looked at; the nonce is echoed. Certificates of other CAs are `unknown`. What cannot be read is answered
 * with malformedRequest; failures of `status`, `now` or the key are thrown.
 * @throws GmError KEY_INVALID if the key is not that of the responder's certificate
 * @example
 * import { answerOcspRequest, createOcspRequest, parseOcspResponse } from '@bedsign/gm';
 * const responder = { // the CA answers for itself
 *   key: ca.key, certificate: ca.certificate, issuer: ca.certificate, status: async () => 'good',
 *   now: () => new Date(), validityMs: 3_600_000,
 * };
 * const request = await createOcspRequest({ certificate, issuer: ca.certificate });
 * const { response } = await answerOcspRequest(request, responder);
 * console.log(parseOcspResponse(response).responses[0].status); // good
 */
export async function answerOcspRequest(
  request: Uint8Array,
  responder: OcspResponder,
): Promise<{ response: Uint8Array; failure?: 'malformedRequest' }> {
  const read = readRequest(request);
  if (!read) return { response: refusal(OCSPResponseStatus.malformedRequest), failure: 'malformedRequest' };
  const own = readCertificate(responder.certificate);
  if (!equalBytes(own.certificate.publicKey, responder.key.publicKey)) {
    throw new GmError('KEY_INVALID', "the responder's key is not its certificate's");
  }
  const issuer = readCertificate(responder.issuer);
  const responseData = new ResponseData({
    responderID: new ResponderID({ byName: own.x509.tbsCertificate.subject }),
    producedAt: wholeSeconds(responder.now()),
    responses: await Promise.all(read.certIds.map((certId) => answerOne(certId, issuer, responder))),
    ...(read.nonce && { responseExtensions: [nonceExtension(read.nonce)] }),
  });
  const response = new OctetString(toBuffer(await sign(responseData, responder, own)));
  return {
    response: encode(
      new OCSPResponse({
        responseStatus: OCSPResponseStatus.successful,
        responseBytes: new ResponseBytes({ responseType: oid.ocspBasic, response }),
      }),
    ),
  };
}
