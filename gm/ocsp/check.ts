import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import type { CertificateEntry } from '../x509/parse.ts';
import { isOfIssuer } from './cert-id.ts';
import type { OcspResponse, OcspSingleResponse } from './parse.ts';
import { checkResponder } from './responder.ts';

/** How long an answer without nextUpdate is taken for current. */
const maximumAgeMs = 5 * 60_000;

const unknown = (why: string) => new GmError('REVOCATION_UNKNOWN', `OCSP response: ${why}`);

/** The answer about this certificate, if the response has one. */
export async function findSingleResponse(
  response: OcspResponse,
  { certificate }: CertificateEntry,
  issuer: CertificateEntry,
): Promise<OcspSingleResponse | undefined> {
  for (const single of response.responses) {
    if (single.serialNumber === certificate.serialNumber && (await isOfIssuer(single.certId, issuer))) return single;
  }
  return undefined;
}

export type OcspQuestion = {
  response: OcspResponse;
  subject: CertificateEntry;
  issuer: CertificateEntry;
  at: Date;
  nonce?: Uint8Array | undefined;
};

/** What {@link verifyOcspResponse} promises, on certificates that are read already. */
export async function checkOcspResponse({
  response,
  subject,
  issuer,
  at,
  nonce,
}: OcspQuestion): Promise<OcspSingleResponse> {
  const single = await findSingleResponse(response, subject, issuer);
  if (!single) throw unknown('is about another certificate');
  await checkResponder(response, issuer);
  if (nonce && !(response.nonce && equalBytes(nonce, response.nonce)))
    throw unknown('the nonce is not that of the request');
  const end = single.nextUpdate ?? new Date(single.thisUpdate.getTime() + maximumAgeMs);
  if (end < at) throw unknown(`ended before ${at.toISOString()}`);
  return single;
}
