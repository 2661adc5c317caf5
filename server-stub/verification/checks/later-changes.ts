import { signingActComplaints } from '../changes/signing-act.ts';
import { attemptSync, type Finding, fails, holds, noneOf } from '../finding.ts';
import type { Budget } from '../read/decode.ts';
import { openRevision, type Revision } from '../read/revision.ts';
import type { FoundSignature } from '../read/signatures.ts';
import type { Covered } from './byte-range.ts';

/** One signature as a step of the document's history; `isValid` is what its cryptography says. */
export type Step = { signature: FoundSignature; covered: Covered | undefined; isValid: boolean };

type Placed = Step & { covered: Covered };
/** A step that was looked at, with the revision it closed. */
type Seen = { step: Placed; revision: Revision; finding: Finding };

/** What follows the last signature: nothing, or it is not the last word. */
const lastFinding = (length: number, end: number): Finding =>
  length === end
    ? holds('nothing follows this signature')
    : fails(`${length - end} bytes that no signature covers follow`);

/** What follows a signature up to the next one, and what follows that. */
const findingBefore = (revision: Revision, { step, revision: after, finding }: Seen): Finding => {
  const { fieldName, object } = step.signature;
  if (!finding.ok) return fails(`after the later signature of field ${fieldName}: ${finding.detail}`);
  if (!step.isValid) return fails(`the later signature of field ${fieldName} does not hold`);
  if (object.start < revision.bytes.length) return fails(`the signature in object ${object.number} is not a later one`);
  return noneOf(signingActComplaints(revision, after, object.number), 'only further signing acts follow');
};

/**
 * Check `later-changes` for each of `steps`, in their order: every update after a signature is one further signing act
 * (nothing changed, only a signature with its appearance added) that is closed by a signature which itself holds.
 */
export const checkLaterChanges = (pdf: Uint8Array, steps: Step[], budget: Budget): Finding[] => {
  const findings = new Map<FoundSignature, Finding>();
  const placed = steps.flatMap((step): Placed[] => (step.covered ? [{ ...step, covered: step.covered }] : []));
  let later: Seen | undefined;
  for (const step of placed.toSorted((a, b) => b.covered.end - a.covered.end)) {
    const { end } = step.covered;
    const next = later;
    const finding = attemptSync(() => {
      const revision = openRevision(pdf.subarray(0, end), budget);
      const found = next ? findingBefore(revision, next) : lastFinding(pdf.length, end);
      later = { step, revision, finding: found };
      return found;
    });
    findings.set(step.signature, finding);
    if (later === next) break;
  }
  return steps.map(({ signature }) => findings.get(signature) ?? fails('not made: a byte range does not hold'));
};
