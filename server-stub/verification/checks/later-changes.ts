import { signingActComplaints } from '../changes/signing-act.ts';
import { type Finding, fails, holds, messageOf, noneOf } from '../finding.ts';
import type { Budget } from '../read/decode.ts';
import { openRevision, type Revision } from '../read/revision.ts';
import type { FoundSignature } from '../read/signatures.ts';
import type { Covered } from './byte-range.ts';

/** One signature as a step of the document's history. */
export type Step = { signature: FoundSignature; covered: Covered | undefined; isValid: boolean };

const stepFinding = (before: Revision, after: Revision, signature: FoundSignature): Finding => {
  try {
    if (signature.object.start < before.bytes.length)
      return fails(`the signature in object ${signature.object.number} stands in an earlier revision`);
    return noneOf(signingActComplaints(before, after, signature.object.number), '');
  } catch (thrown) {
    return fails(messageOf(thrown));
  }
};

/**
 * Check `later-changes` for each of `steps`, in their order: every update after a signature is one further signing act
 * (nothing changed, only a signature with its appearance added) that is closed by a signature which itself holds.
 */
export const checkLaterChanges = (pdf: Uint8Array, steps: Step[], budget: Budget): Finding[] => {
  const findings = new Map<Step, Finding>();
  const ordered = steps.filter((step) => step.covered).sort((a, b) => (a.covered?.end ?? 0) - (b.covered?.end ?? 0));
  let later: { step: Step; revision: Revision; finding: Finding } | undefined;
  for (const step of ordered.toReversed()) {
    const end = step.covered?.end ?? 0;
    let revision: Revision;
    try {
      revision = openRevision(pdf.subarray(0, end), budget);
    } catch (thrown) {
      return steps.map(() => fails(`the revision that ends at ${end}: ${messageOf(thrown)}`));
    }
    let finding: Finding;
    if (!later) {
      const left = pdf.length - end;
      finding =
        left === 0 ? holds('nothing follows this signature') : fails(`${left} bytes that no signature covers follow`);
    } else if (!later.finding.ok) finding = fails(`after the next signature: ${later.finding.detail}`);
    else if (!later.step.isValid)
      finding = fails(`the signature of field ${later.step.signature.fieldName}, added later, does not hold`);
    else {
      finding = stepFinding(revision, later.revision, later.step.signature);
      if (finding.ok) finding = holds('only further signing acts follow');
    }
    findings.set(step, finding);
    later = { step, revision, finding };
  }
  return steps.map((step) => findings.get(step) ?? fails('its byte range does not hold'));
};
