import type { Crl } from '../crl/parse.ts';
import type { Revocation } from '../crl/reason.ts';
import { namesIssuer, verifyCrl } from '../crl/verify.ts';
import { GmError } from '../errors.ts';
import { checkOcspResponse, findSingleResponse } from '../ocsp/check.ts';
import type { OcspResponse } from '../ocsp/parse.ts';
import { type Certificate, type CertificateEntry, readCertificate } from './parse.ts';

/** What is known about revocation; parse once, use for many certificates. */
export type RevocationSources = { crls?: readonly Crl[]; ocspResponses?: readonly OcspResponse[] };

type Question = { subject: CertificateEntry; issuer: CertificateEntry; at: Date };
type Answer = { thisUpdate: Date; revocation: Revocation | undefined };

const unknown = (why: string) => new GmError('REVOCATION_UNKNOWN', why);

async function fromCrl(crl: Crl, { subject: { certificate }, issuer, at }: Question): Promise<Answer> {
  await verifyCrl(crl, issuer.certificate.der);
  if (crl.nextUpdate < at) throw unknown(`CRL of ${crl.issuerText}: ended before ${at.toISOString()}`);
  return { thisUpdate: crl.thisUpdate, revocation: crl.revoked.get(certificate.serialNumber) };
}

async function fromOcsp(response: OcspResponse, question: Question): Promise<Answer> {
  const { thisUpdate, serialNumber, ...answer } = await checkOcspResponse({ response, ...question });
  if (answer.status === 'unknown') throw unknown('OCSP response: its CA does not know the certificate');
  return { thisUpdate, revocation: answer.status === 'revoked' ? { serialNumber, ...answer } : undefined };
}

/**
 * A source counts for the time `at` if it was still current then. A later one counts too, since it says when each certificate
 * was revoked; but not one from after the certificate expired, when it may have been dropped (RFC 5280 §3.3).
 */
async function timely(answer: Promise<Answer>, { subject: { certificate } }: Question): Promise<Answer> {
  const { thisUpdate } = await answer;
  if (thisUpdate > certificate.notAfter)
    throw unknown(`what is known is of ${thisUpdate.toISOString()}, after the certificate expired`);
  return answer;
}

async function answersFor(question: Question, { crls = [], ocspResponses = [] }: RevocationSources) {
  const { subject, issuer } = question;
  const about = await Promise.all(ocspResponses.map((response) => findSingleResponse(response, subject, issuer)));
  return [
    ...crls.filter((crl) => namesIssuer(crl, issuer)).map((crl) => fromCrl(crl, question)),
    ...ocspResponses.filter((_, index) => about[index]).map((response) => fromOcsp(response, question)),
  ].map((answer) => timely(answer, question));
}

/** The newest answer of those that hold; where none does, the first failure is told. */
async function newest(answers: readonly Promise<Answer>[], certificate: Certificate): Promise<Answer> {
  const settled = await Promise.allSettled(answers);
  const usable = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const found = usable.sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())[0];
  if (found) return found;
  const failure = settled.find((result) => result.status === 'rejected')?.reason;
  const why = failure instanceof GmError ? failure.message : 'nothing is known about its revocation';
  throw new GmError('REVOCATION_UNKNOWN', `${nameOf(certificate)}: ${why}`, failure);
}

const nameOf = (certificate: Certificate) => `${certificate.subjectText} (serial ${certificate.serialNumber})`;

/** From when the certificate counts as revoked: a compromise that was noticed later reaches back (RFC 5280 §5.3.2). */
const since = ({ revocationDate, invalidityDate }: Revocation) =>
  invalidityDate && invalidityDate < revocationDate ? invalidityDate : revocationDate;

/** @throws GmError CERTIFICATE_REVOKED or REVOCATION_UNKNOWN */
export async function checkStatus(question: Question, sources: RevocationSources): Promise<void> {
  const { certificate } = question.subject;
  const { revocation } = await newest(await answersFor(question, sources), certificate);
  if (!revocation || since(revocation) > question.at) return;
  const { reason = 'unspecified' } = revocation;
  const date = since(revocation).toISOString();
  throw new GmError('CERTIFICATE_REVOKED', `${nameOf(certificate)}: revoked since ${date}, ${reason}`);
}

/**
 * Checks that a certificate was not revoked at the time `at` (RFC 5280 §6.3), by CRLs and OCSP responses of the very CA that
 * issued it. Fails closed: without a current, valid source the answer is REVOCATION_UNKNOWN. {@link verifyChain} does the
 * same for a whole path.
 * @throws GmError CERTIFICATE_REVOKED, REVOCATION_UNKNOWN, and what {@link parseCertificate} throws
 * @example
 * import { checkRevocation, issueCrl, parseCrl } from '@bedsign/gm';
 * const crl = await issueCrl({
 *   issuer: ca, number: 1n, thisUpdate: new Date(), nextUpdate: new Date(Date.now() + 3_600_000), revoked: [],
 * });
 * await checkRevocation({ certificate, issuer: ca.certificate, at: new Date(), crls: [parseCrl(crl)] });
 */
export const checkRevocation = (
  request: { certificate: Uint8Array; issuer: Uint8Array; at: Date } & RevocationSources,
): Promise<void> =>
  checkStatus(
    { subject: readCertificate(request.certificate), issuer: readCertificate(request.issuer), at: request.at },
    request,
  );
