import { oid } from '../asn1/oids.ts';
import { encode } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { isNamedIssuer, isSignedBy } from './link.ts';
import { type Certificate, type CertificateEntry as Entry, readCertificate } from './parse.ts';
import { allowsPurpose, leafObjection, type Purpose } from './purpose.ts';
import { checkStatus, type RevocationSources } from './revocation.ts';

type Situation = {
  intermediates: Entry[];
  anchors: Entry[];
  at: Date;
  purpose: Purpose;
  revocation: RevocationSources | undefined;
};

const maximumLength = 8;

/** Extensions whose meaning is applied here or, as identifiers, changes nothing about validity. */
const understood: readonly string[] = [
  oid.basicConstraints,
  oid.keyUsage,
  oid.extKeyUsage,
  oid.subjectKeyIdentifier,
  oid.authorityKeyIdentifier,
];

const invalid = (certificate: Certificate, why: string) =>
  new GmError('CHAIN_INVALID', `${certificate.subjectText} (serial ${certificate.serialNumber}): ${why}`);

/** What RFC 5280 §6.1.3 and §6.1.4 (o) ask of every certificate of the path. */
function checkSelf({ certificate }: Entry, { at }: Situation): void {
  if (at < certificate.notBefore) throw invalid(certificate, `not yet valid at ${at.toISOString()}`);
  if (at > certificate.notAfter) throw invalid(certificate, `expired before ${at.toISOString()}`);
  const unknown = certificate.criticalExtensions.find((extension) => !understood.includes(extension));
  if (unknown) throw invalid(certificate, `unknown critical extension ${unknown}`);
}

/** RFC 5280 §6.1.4 (k) to (n). `below` is the path from the leaf up to the certificate that this one issued. */
function checkIssuer({ certificate }: Entry, below: readonly Entry[], { purpose }: Situation): void {
  if (!certificate.ca) throw invalid(certificate, 'not a CA');
  if (!certificate.keyUsage.includes('keyCertSign')) throw invalid(certificate, 'key usage lacks keyCertSign');
  if (!allowsPurpose(certificate, purpose)) throw invalid(certificate, `extended key usage excludes ${purpose}`);
  const intermediatesBelow = below.slice(1).filter((entry) => !isSelfIssued(entry)).length;
  if (certificate.pathLength !== undefined && intermediatesBelow > certificate.pathLength) {
    throw invalid(certificate, `path length ${certificate.pathLength} exceeded`);
  }
}

const isSelfIssued = ({ x509 }: Entry) =>
  equalBytes(encode(x509.tbsCertificate.subject), encode(x509.tbsCertificate.issuer));

async function checkSignature(subject: Entry, issuer: Entry): Promise<void> {
  if (await isSignedBy(subject, issuer)) return;
  throw invalid(subject.certificate, `signature does not hold under ${issuer.certificate.subjectText}`);
}

/** RFC 5280 §6.1.3 (a)(3); only where the caller gives sources, and then of every certificate but the anchor. */
async function checkNotRevoked(subject: Entry, issuer: Entry, { at, revocation }: Situation): Promise<void> {
  if (!revocation) return;
  await checkStatus({ subject, issuer, at }, revocation);
}

const isOneOf = (entries: readonly Entry[], { certificate }: Entry) =>
  entries.some((entry) => equalBytes(entry.certificate.der, certificate.der));

/** Depth first from the last certificate of `path` to an anchor; where all ways fail, the first failure is told. */
async function climb(path: readonly Entry[], top: Entry, situation: Situation): Promise<readonly Entry[]> {
  checkSelf(top, situation);
  if (isOneOf(situation.anchors, top)) return path;
  if (path.length >= maximumLength) throw invalid(top.certificate, `path longer than ${maximumLength} certificates`);
  let failure: unknown;
  for (const issuer of [...situation.anchors, ...situation.intermediates]) {
    if (!isNamedIssuer(issuer, top) || isOneOf(path, issuer)) continue;
    try {
      checkIssuer(issuer, path, situation);
      await checkSignature(top, issuer);
      await checkNotRevoked(top, issuer, situation);
      return await climb([...path, issuer], issuer, situation);
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure ?? invalid(top.certificate, 'no certificate of its issuer among anchors and intermediates');
}

/**
 * Builds and checks the path from `leaf` to one of the `anchors` as of the time `at` (RFC 5280 §6.1, without name constraints
 * and policies: a certificate that makes one of these critical is refused). With `revocation`, each certificate below the
 * anchor must be shown not to have been revoked by then; without, revocation is not looked at.
 * @returns the path, leaf first, anchor last
 * @throws GmError CHAIN_INVALID, CERTIFICATE_REVOKED or REVOCATION_UNKNOWN, whose message says which certificate and why
 * @example
 * import { verifyChain } from '@bedsign/gm';
 * const path = await verifyChain({
 *   leaf: certificate, intermediates: [ca.certificate], anchors: [root], at: new Date(), purpose: 'documentSigning',
 * });
 * console.log(path.map(({ subjectText }) => subjectText));
 */
export async function verifyChain(request: {
  leaf: Uint8Array;
  intermediates: readonly Uint8Array[];
  anchors: readonly Uint8Array[];
  at: Date;
  purpose: Purpose;
  revocation?: RevocationSources;
}): Promise<Certificate[]> {
  const leaf = readCertificate(request.leaf);
  const objection = leafObjection(leaf.certificate, request.purpose);
  if (objection) throw invalid(leaf.certificate, `${objection} (${request.purpose})`);
  const path = await climb([leaf], leaf, {
    intermediates: request.intermediates.map(readCertificate),
    anchors: request.anchors.map(readCertificate),
    at: request.at,
    purpose: request.purpose,
    revocation: request.revocation,
  });
  return path.map(({ certificate }) => certificate);
}
