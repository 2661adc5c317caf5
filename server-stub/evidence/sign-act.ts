import { BedSignError, onScreen, type Task, type TaskField } from '@bedsign/contract';
import { generateSigningKey, signDetached } from '@bedsign/gm';
import type { Authority } from '../ca/index.ts';
import type { TimeStampAuthority } from '../tsa/time-stamp-authority.ts';
import type { HeavyWork } from '../workers/index.ts';
import type { OpenedEvidence } from './open-envelope.ts';

/** What one act makes, before any of it is stored. */
export type SignedAct = { pdf: Uint8Array; eventCertificate: Uint8Array /** genTime of its token. */; stampedAt: Date };
export type Signer = { authority: Authority; organisation: string; tsa: TimeStampAuthority; work: HeavyWork };

/** A certificate for this signer and this evidence, over a key that exists for this one signature. */
const issueEvent = async ({ bundle, digest }: OpenedEvidence, { authority, organisation }: Signer) => {
  const { key, pkcs8 } = await generateSigningKey('sm2');
  pkcs8.fill(0); // never stored: nobody can sign in this name again
  const certificate = await authority.issue('event', {
    organisation,
    commonName: bundle.signer.name,
    publicKey: key.publicKey,
    publicKeyAlgorithm: 'sm2',
    biometricHash: digest,
  });
  return { key, certificate };
};

/**
 * Holds what was made against what any verifier will ask, before it is stored: an update that was appended cannot be taken
 * back. What it could fail for is refused at upload and when the task is made; this is the last word.
 */
const requireVerifiable = async (
  { work, authority }: Signer,
  pdf: Uint8Array,
  evidence: OpenedEvidence,
): Promise<void> => {
  const report = await work.verifyDocument(pdf, { ...authority.trust, evidence: evidence.bytes });
  if (report.ok) return;
  const failed = [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)].filter(({ ok }) => !ok);
  throw new BedSignError('RESULT_NOT_VERIFIABLE', [...new Set(failed.map(({ name }) => name))].join(', '));
};

/** Seals the PDF with the act of `evidence` in `fields`: drawn, signed under an event certificate, time stamped. */
export const signAct = async (
  signer: Signer,
  act: { evidence: OpenedEvidence; task: Task; fields: TaskField[]; readPdf: () => Promise<Uint8Array> },
): Promise<SignedAct> => {
  const { evidence, task, fields } = act;
  const { bundle, digest } = evidence;
  const [pdf, { key, certificate }] = await Promise.all([act.readPdf(), issueEvent(evidence, signer)]);
  let stampedAt: Date | undefined;
  const sealed = await signer.work.sealDocument({
    pdf,
    captureId: bundle.captureId,
    evidenceDigest: digest,
    fields: bundle.fields.flatMap(({ fieldId, box, samples }) =>
      fields
        .filter(({ id }) => id === fieldId)
        .map(({ id, label, page, rect }) => ({
          ...{ id, label, page, rect, box },
          samples: onScreen(samples, bundle.devices.pad),
        })),
    ),
    maxPressure: bundle.devices.pad.maxPressure,
    fingerprint:
      'image' in bundle.fingerprint
        ? { width: bundle.fingerprint.width, height: bundle.fingerprint.height, grey: bundle.fingerprint.image }
        : null,
    signerName: bundle.signer.name,
    // When the signer wrote; the time stamp proves when it was sealed, which may be a day later.
    signedAt: new Date(bundle.times.signed),
    reason: task.title,
    sign: (covered) =>
      signDetached({
        content: { digest: covered },
        key,
        certificate,
        chain: [signer.authority.issuing],
        timeStamp: async (signatureValue) => {
          const { token, genTime } = await signer.tsa.stamp(signatureValue);
          stampedAt = genTime;
          return token;
        },
      }),
  });
  if (!stampedAt) throw new BedSignError('TIME_STAMP_FAILED', 'the act was sealed without one');
  await requireVerifiable(signer, sealed, evidence);
  return { pdf: sealed, eventCertificate: certificate, stampedAt };
};
