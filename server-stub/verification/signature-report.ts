import type { CheckName, CheckResult, VerificationReport } from '@bedsign/contract';
import type { Covered } from './checks/byte-range.ts';
import { checkChain } from './checks/chain.ts';
import { type Cms, checkDigest, checkSignature, readCms } from './checks/cms.ts';
import { checkEventEvidence, type EvidenceEntry, evidenceEntry } from './checks/event-evidence.ts';
import { checkTimeStamp } from './checks/time-stamp.ts';
import { attempt, type Finding, fails, messageOf } from './finding.ts';
import type { FoundSignature } from './read/signatures.ts';

export type SignatureReport = VerificationReport['signatures'][number];
type Findings = Partial<Record<CheckName, Finding>>;
/** Trusted roots, DER; other ones for time stamps where a licensed authority made them. */
export type Anchors = { anchors: Uint8Array[]; timeStampAnchors?: Uint8Array[] };
export type Trust = Required<Anchors> & { bundle: { bytes: Uint8Array; belongsTo: (string | null)[] } | undefined };
/** What the checks of one signature's cryptography found. */
export type CmsFindings = { findings: Findings; signer: string; signedAt: string | null; evidence: EvidenceEntry };

/** The checks that need the CMS, none of which can be made without it. */
const cmsCheckNames = [
  'digest',
  'signature',
  'signing-certificate',
  'chain',
  'validity',
  'time-stamp',
  'time-stamp-chain',
  'event-evidence',
] as const satisfies CheckName[];

const parse = (signature: FoundSignature, covered: Covered | undefined): Cms | string => {
  if (!covered) return 'not made: the byte range does not hold';
  try {
    return readCms(signature, covered);
  } catch (thrown) {
    return `/Contents: ${messageOf(thrown)}`;
  }
};

/** Makes every check of one signature that looks at its CMS. */
export const checkCms = async (
  pdf: Uint8Array,
  signature: FoundSignature,
  covered: Covered | undefined,
  { anchors, timeStampAnchors, bundle }: Trust,
): Promise<CmsFindings> => {
  const evidence = evidenceEntry(signature.dict);
  const cms = parse(signature, covered);
  if (typeof cms === 'string' || !covered) {
    const finding = fails(String(cms));
    const findings = Object.fromEntries(cmsCheckNames.map((name) => [name, finding]));
    return { findings, signer: '', signedAt: null, evidence };
  }
  const stamp = await checkTimeStamp(cms, timeStampAnchors);
  const { signature: holds, signingCertificate } = await checkSignature(cms).catch((thrown: unknown) => {
    const finding = fails(messageOf(thrown));
    return { signature: finding, signingCertificate: finding };
  });
  const { chain, validity } = await checkChain(cms, anchors, stamp.genTime).catch((thrown: unknown) => {
    const finding = fails(messageOf(thrown));
    return { chain: finding, validity: finding };
  });
  return {
    findings: {
      digest: await attempt(() => checkDigest(pdf, covered, cms)),
      signature: holds,
      'signing-certificate': signingCertificate,
      chain,
      validity,
      'time-stamp': stamp.timeStamp,
      'time-stamp-chain': stamp.chain,
      'event-evidence': await attempt(() => checkEventEvidence(evidence, cms, bundle)),
    },
    signer: cms.signer.subjectText,
    signedAt: stamp.genTime?.toISOString() ?? null,
    evidence,
  };
};

/** Findings as the contract's list, in its order. */
export const asResults = (names: readonly CheckName[], findings: Findings): CheckResult[] =>
  names.map((name) => ({ name, ...(findings[name] ?? fails('not made')) }));

export const allHold = (findings: Findings): boolean => Object.values(findings).every((finding) => finding.ok);
