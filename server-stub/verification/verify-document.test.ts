import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { VerificationReport } from '@bedsign/contract';
import { verifyDocument } from './index.ts';
import { type Hierarchy, makeHierarchy, sm3Of } from './test-kit/hierarchy.ts';
import { basePdf, bytesOf } from './test-kit/pdf-text.ts';
import { signPdf } from './test-kit/sign-pdf.ts';

let hierarchy: Hierarchy;
before(async () => {
  hierarchy = await makeHierarchy();
});

const evidenceDigest = sm3Of('evidence');
const verify = (pdf: string, evidence?: Uint8Array): Promise<VerificationReport> =>
  verifyDocument(bytesOf(pdf), { anchors: [hierarchy.rootCertificate], ...(evidence && { evidence }) });

const failing = (report: VerificationReport): string[] => [
  ...report.checks.filter(({ ok }) => !ok).map(({ name }) => name),
  ...report.signatures.flatMap(({ checks }, index) =>
    checks.filter(({ ok }) => !ok).map(({ name }) => `${index + 1}:${name}`),
  ),
];

test('a signed form holds in every check', async () => {
  const signed = await signPdf(basePdf(), { sign: hierarchy.signer(evidenceDigest), evidenceDigest });
  const report = await verify(signed);
  assert.deepEqual(failing(report), [], JSON.stringify(report, null, 2));
  assert.equal(report.ok, true);
  assert.equal(report.signatures[0]?.signedAt, hierarchy.now.toISOString());
});
