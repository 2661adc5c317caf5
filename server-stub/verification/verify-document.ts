import { BedSignError, type CheckName, checkNames, toHex, type VerificationReport } from '@bedsign/contract';
import { parseCertificate, sm3 } from '@bedsign/gm';
import { checkByteRange } from './checks/byte-range.ts';
import { checkCoverage } from './checks/coverage.ts';
import { evidenceEntry } from './checks/event-evidence.ts';
import { checkLaterChanges } from './checks/later-changes.ts';
import { type Finding, fails, messageOf, noneOf } from './finding.ts';
import { newBudget } from './read/decode.ts';
import { type FoundSignature, readSignatures } from './read/signatures.ts';
import { type Anchors, allHold, asResults, checkCms, type SignatureReport } from './signature-report.ts';

const documentChecks: readonly CheckName[] = ['structure', 'coverage'];
const signatureChecks = checkNames.filter((name) => !documentChecks.includes(name));

/** Check `structure`, and the signatures that the form shows. What is no PDF at all, or encrypted, is thrown. */
const openDocument = (pdf: Uint8Array): { structure: Finding; signatures: FoundSignature[] } => {
  try {
    const { revision, signatures, hidden } = readSignatures(pdf);
    const detail = `${revision.entries.size} objects, ${revision.sections.length} cross-reference sections`;
    return { structure: noneOf(hidden, detail), signatures };
  } catch (thrown) {
    if (thrown instanceof BedSignError && thrown.code !== 'DOCUMENT_DAMAGED') throw thrown;
    return { structure: fails(messageOf(thrown)), signatures: [] };
  }
};

const checkAnchor = (der: Uint8Array): void => {
  try {
    parseCertificate(der);
  } catch (thrown) {
    throw new BedSignError('CERTIFICATE_INVALID', `trusted root: ${messageOf(thrown)}`, { cause: thrown });
  }
};

/**
 * Verifies every signature of a PDF, offline, against `anchors`, and its time stamps against `timeStampAnchors`. `evidence` is a decrypted evidence
 * bundle that must belong to one of them. A document without signatures does not hold. Whatever is wrong with the file is
 * in the report; thrown are only DOCUMENT_NOT_PDF, DOCUMENT_ENCRYPTED, TRUST_ANCHOR_MISSING and
 * CERTIFICATE_INVALID (an anchor that is no certificate).
 */
export const verifyDocument = async (
  pdf: Uint8Array,
  { anchors, timeStampAnchors = anchors, evidence }: Anchors & { evidence?: Uint8Array },
): Promise<VerificationReport> => {
  if (anchors.length === 0) throw new BedSignError('TRUST_ANCHOR_MISSING');
  for (const anchor of [...anchors, ...timeStampAnchors]) checkAnchor(anchor);
  const { structure, signatures } = openDocument(pdf);
  const ranges = signatures.map((signature) => checkByteRange(pdf, signature));
  const coverage = checkCoverage(
    pdf.length,
    ranges.map(({ covered }) => covered),
  );
  const belongsTo = signatures.map(({ dict }) => evidenceEntry(dict).evidenceDigest);
  const trust = { anchors, timeStampAnchors, bundle: evidence && { bytes: evidence, belongsTo } };

  const found = await Promise.all(
    signatures.map((signature, index) => checkCms(pdf, signature, ranges[index]?.covered, trust)),
  );
  const steps = signatures.map((signature, index) => ({
    signature,
    covered: ranges[index]?.covered,
    isValid: allHold(found[index]?.findings ?? { structure }),
  }));
  const laterChanges = checkLaterChanges(pdf, steps, newBudget());

  const reports = found.map(({ findings, signer, signedAt, evidence: named }, index): SignatureReport => {
    const all = { ...findings, 'byte-range': ranges[index]?.finding, 'later-changes': laterChanges[index] };
    const checks = asResults(signatureChecks, all);
    const fieldName = signatures[index]?.fieldName ?? '';
    return { fieldName, signer, ...named, signedAt, ok: checks.every(({ ok }) => ok), checks };
  });
  const checks = asResults(documentChecks, { structure, coverage });
  const ok = reports.length > 0 && [...checks, ...reports].every((each) => each.ok);
  return { ok, fileDigest: toHex(sm3(pdf)), checks, signatures: reports };
};
