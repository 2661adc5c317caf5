import { decodeBundle, equalBytes, toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { type Finding, fails, holds } from '../finding.ts';
import { textOf } from '../read/form.ts';
import { as, type PdfDict } from '../read/object.ts';
import type { Cms } from './cms.ts';

/** What a signature dictionary says of the evidence, in `/BedSign << /Capture … /Evidence … >>`, which it signs. */
export type EvidenceEntry = { captureId: string | null; evidenceDigest: string | null };

export const evidenceEntry = (dict: PdfDict): EvidenceEntry => {
  const entries = as('dict', dict.entries.get('BedSign'))?.entries;
  const [capture, evidence] = [as('string', entries?.get('Capture')), as('string', entries?.get('Evidence'))];
  return { captureId: capture ? textOf(capture) : null, evidenceDigest: evidence ? toHex(evidence.bytes) : null };
};

/**
 * Check `event-evidence`: the event certificate was issued for the evidence that the signature names (RFC 3739 §3.2.5).
 * A bundle that is given must be the one of this signature; `isOurs` says whether it is the one of another.
 */
export const checkEventEvidence = (
  { captureId, evidenceDigest }: EvidenceEntry,
  { signer: { biometricHash } }: Cms,
  bundle: { bytes: Uint8Array; belongsTo: (string | null)[] } | undefined,
): Finding => {
  if (!captureId || !evidenceDigest) return fails('the signature names no evidence');
  if (!biometricHash) return fails('the certificate carries no evidence digest: it is no event certificate');
  if (toHex(biometricHash) !== evidenceDigest)
    return fails(`the certificate carries evidence digest ${toHex(biometricHash)}, the signature ${evidenceDigest}`);
  const matches = 'the event certificate carries the evidence digest that the signature names';
  if (!bundle) return holds(matches);
  const given = sm3(bundle.bytes);
  if (!equalBytes(given, biometricHash)) {
    return bundle.belongsTo.includes(toHex(given))
      ? holds(`${matches}; the given bundle belongs to another signature`)
      : fails(`the given bundle has digest ${toHex(given)}, which no signature of this document names`);
  }
  const named = decodeBundle(bundle.bytes).captureId;
  return named === captureId
    ? holds(`${matches}, and the given bundle has it`)
    : fails(`the given bundle is of capture ${named}, the signature of ${captureId}`);
};
