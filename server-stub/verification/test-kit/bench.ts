import type { VerificationReport } from '@bedsign/contract';
import { verifyDocument } from '../index.ts';
import { makeHierarchy, sm3Of } from './hierarchy.ts';
import { basePdf, bytesOf, type Objects } from './pdf-text.ts';
import { type Act, signPdf } from './sign-pdf.ts';

/** The failing checks of a report: `name` of the document, `1:name` of its first signature. */
export const failing = (report: VerificationReport): string[] => [
  ...report.checks.filter(({ ok }) => !ok).map(({ name }) => name),
  ...report.signatures.flatMap(({ checks }, index) =>
    checks.filter(({ ok }) => !ok).map(({ name }) => `${index + 1}:${name}`),
  ),
];

/** All details of a report in one text, to look for what a refusal names. */
export const details = (report: VerificationReport): string =>
  [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)].map(({ detail }) => detail).join('\n');

/** A hierarchy with what tests do most: sign the form, sign it again, verify. */
export const makeBench = async () => {
  const hierarchy = await makeHierarchy();
  const evidenceDigest = sm3Of('evidence');
  const sign = hierarchy.signer(evidenceDigest);
  const first = (objects?: Objects, act: Partial<Act> = {}) =>
    signPdf(basePdf(objects), { sign, evidenceDigest, ...act });
  const again = (pdf: string, act: Partial<Act> = {}) =>
    signPdf(pdf, { sign, evidenceDigest, rect: '300 200 420 240', ...act });
  const verify = (pdf: string, evidence?: Uint8Array): Promise<VerificationReport> =>
    verifyDocument(bytesOf(pdf), { anchors: [hierarchy.rootCertificate], ...(evidence && { evidence }) });
  return { hierarchy, evidenceDigest, first, again, verify };
};
export type Bench = Awaited<ReturnType<typeof makeBench>>;
