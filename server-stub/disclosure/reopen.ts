import {
  asBedSignError,
  BedSignError,
  decodeBundle,
  type EvidenceBundle,
  equalBytes,
  limits,
  type Task,
  toHex,
  type VerificationReport,
} from '@bedsign/contract';
import { parseCertificate, sm3 } from '@bedsign/gm';
import { type Authority, loadAuthorities, loadCertificate, loadIdentity } from '../ca/index.ts';
import { findRevision, revisionWithDigest } from '../documents/documents.ts';
import { captureById } from '../evidence/captures.ts';
import { checkDevice } from '../evidence/check-device.ts';
import { checkTimes } from '../evidence/check-times.ts';
import { type OpenedEvidence, openEnvelope, recipientOf } from '../evidence/open-envelope.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import type { Mode } from '../first-run/mode.ts';
import type { Tables } from '../storage/index.ts';
import { findTask } from '../tasks/tasks.ts';
import { verifyDocument } from '../verification/index.ts';
import type { StatementName } from './statements.ts';

type Capture = Tables['capture'];
/** What was found to hold, and by which value one can see it. */
export type Statement = { name: StatementName; detail: string };
/** One act as it is kept, all of it checked again. Certificates are DER. */
export type Reopened = {
  capture: Capture;
  task: Task;
  evidence: OpenedEvidence;
  /** The document as the signer saw it, and as this act left it. */
  shown: Uint8Array;
  signed: Uint8Array;
  certificates: { event: Uint8Array; issuing: Uint8Array; root: Uint8Array };
  statements: Statement[];
  verification: VerificationReport;
};

const insist: (holds: boolean, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new BedSignError('STORED_EVIDENCE_INVALID', what);
};

/** The row that names the evidence and the evidence itself must speak of one act. */
const checkIdentity = (capture: Capture, { captureId, taskId, documentId, station }: EvidenceBundle): void =>
  insist(
    captureId === capture.id &&
      taskId === capture.task_id &&
      documentId === capture.document_id &&
      station.id === capture.station_id,
    'the evidence is of another capture, task, document or station than its record',
  );

const checkEvidenceDigest = (capture: Capture, { digest }: OpenedEvidence, event: Uint8Array): void => {
  insist(toHex(digest) === capture.bundle_digest, 'the evidence has another digest than its record');
  const named = parseCertificate(event).biometricHash;
  insist(named !== undefined && equalBytes(named, digest), 'the event certificate was issued for other evidence');
};

/** The bytes that the signer saw are the document's, and stand unchanged at the beginning of what was signed. */
const shownDocument = async ({ db, blobs }: DataFolder, { bundle }: OpenedEvidence, signed: Uint8Array) => {
  const revision = await revisionWithDigest(db, bundle.documentId, toHex(bundle.documentDigest));
  insist(revision !== undefined, 'no revision of the document has the digest that the signer saw');
  const shown = await blobs.get(revision.digest);
  insist(equalBytes(shown, signed.subarray(0, shown.length)), 'the signed file does not begin with what was shown');
  return { shown, number: revision.number };
};

const checkOrder = (bundle: EvidenceBundle, stored_at: number): void => {
  try {
    checkTimes(bundle, stored_at + limits.clockSkewMs);
  } catch (thrown) {
    throw new BedSignError('STORED_EVIDENCE_INVALID', asBedSignError(thrown).message, { cause: thrown });
  }
};

const verifyAct = async (pdf: Uint8Array, capture: Capture, authority: Authority, evidence: Uint8Array) => {
  const report = await verifyDocument(pdf, { ...authority.trust, evidence });
  const failed = [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)].filter(({ ok }) => !ok);
  insist(report.ok, `the signed file: ${failed.map(({ name }) => name).join(', ') || 'no signature'}`);
  const named = report.signatures.some(({ captureId }) => captureId === capture.id);
  insist(named, 'the signed file carries no signature of this capture');
  return report;
};

/**
 * Opens the evidence that an accepted act left behind and checks all of it again, as of the time it was signed: by
 * nothing that was said then, only by what is kept. NOT_FOUND for an unknown capture; CHIP_SIGNATURE_INVALID,
 * DEVICE_CERTIFICATE_UNTRUSTED, DEVICE_MISMATCH, EVIDENCE_NOT_DECRYPTABLE, STORAGE_DAMAGED and STORED_EVIDENCE_INVALID
 * name what does not hold.
 */
export const reopenCapture = async (folder: DataFolder & { mode: Mode }, captureId: string): Promise<Reopened> => {
  const { db, vault, blobs, mode } = folder;
  const capture = await captureById(db, captureId);
  const authority = (await loadAuthorities(db, vault)).sm2;
  const recipient = recipientOf(await loadIdentity(db, vault, 'evidence'));
  const evidence = openEnvelope(await blobs.get(capture.envelope_digest), recipient);
  const signedAt = new Date(capture.signed_at);
  await checkDevice(evidence, { db, authority, mode, at: signedAt });
  checkIdentity(capture, decodeBundle(evidence.bytes));
  const event = await loadCertificate(db, vault, capture.certificate_serial);
  checkEvidenceDigest(capture, evidence, event);
  const { digest } = await findRevision(db, capture.document_id, capture.revision);
  const signed = await blobs.get(digest);
  const { shown, number } = await shownDocument(folder, evidence, signed);
  checkOrder(evidence.bundle, capture.stored_at);
  const verification = await verifyAct(signed, capture, authority, evidence.bytes);
  return {
    ...{ capture, evidence, shown, signed, verification },
    task: await findTask(db, vault, capture.task_id),
    certificates: { event, issuing: authority.issuing, root: authority.root },
    statements: [
      { name: 'stored', detail: `SM3 ${capture.envelope_digest}` },
      { name: 'chip-signature', detail: `SM2-SM3, ${evidence.bundle.devices.chip.serial}` },
      { name: 'chip-certificate', detail: parseCertificate(evidence.chipCertificate).serialNumber },
      { name: 'identity', detail: capture.id },
      { name: 'evidence-digest', detail: `SM3 ${toHex(sm3(evidence.bytes))}` },
      { name: 'document', detail: `SM3 ${toHex(sm3(shown))}, revision ${number} → ${capture.revision}` },
      { name: 'times', detail: 'opened ≤ signed ≤ confirmed ≤ sealed' },
    ],
  };
};
