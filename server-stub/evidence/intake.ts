import { BedSignError, type CaptureResult, toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { isStaff } from '../accounts/staff.ts';
import type { Station } from '../accounts/stations.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { withBlobs } from '../blobs/with-blobs.ts';
import { findRevision } from '../documents/documents.ts';
import type { Mode } from '../first-run/mode.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import { findTask } from '../tasks/tasks.ts';
import { findCapture, isUsed, toResult } from './captures.ts';
import { checkDocument, checkTask } from './check-act.ts';
import { checkBiometrics } from './check-biometrics.ts';
import { checkDevice } from './check-device.ts';
import { checkInk } from './check-ink.ts';
import { checkClock, checkTimes } from './check-times.ts';
import type { DocumentQueue } from './document-queue.ts';
import { type OpenedEvidence, openEnvelope, type Recipient } from './open-envelope.ts';
import { type Signer, signAct } from './sign-act.ts';
import { storeAct } from './store-act.ts';

export type IntakeContext = Signer & {
  db: Db;
  vault: Vault;
  blobs: BlobStore;
  mode: Mode;
  recipient: Recipient;
  inTurn: DocumentQueue;
};

/** What arrived: `stationTime` is the station's clock when it sent it, ms since 1970. */
export type Submission = { captureId: string; envelope: Uint8Array; stationTime: number; station: Station };

/** The result of this very submission if it was accepted before; CAPTURE_CONFLICT if its id carried something else. */
const known = async (db: Db, captureId: string, envelopeDigest: string): Promise<CaptureResult | undefined> => {
  const row = await findCapture(db, captureId);
  if (row && row.envelope_digest !== envelopeDigest) throw new BedSignError('CAPTURE_CONFLICT');
  return row && toResult(row);
};

/** Is this evidence new, and does it belong to this capture, this station and this hospital's staff? */
const checkOrigin = async (
  db: Db,
  { bundle, digest }: OpenedEvidence,
  { captureId, station }: Submission,
): Promise<void> => {
  if (await isUsed(db, toHex(digest))) throw new BedSignError('EVIDENCE_REPLAYED');
  if (bundle.captureId !== captureId) throw new BedSignError('CAPTURE_CONFLICT', 'evidence of another capture');
  if (bundle.station.id !== station.id) throw new BedSignError('FORBIDDEN', 'evidence of another station');
  if (!(await isStaff(db, bundle.operator)))
    throw new BedSignError('EVIDENCE_MALFORMED', 'the operator is no member of staff');
};

/** The checks against the task as it is now, then the act; nothing else touches the document meanwhile. */
const performAct = async (
  context: IntakeContext,
  evidence: OpenedEvidence,
  { captureId, envelope, stationTime, station }: Submission,
  envelopeDigest: string,
): Promise<CaptureResult> => {
  const { db, vault, blobs } = context;
  const { bundle } = evidence;
  const task = await findTask(db, vault, bundle.taskId);
  const fields = checkTask(bundle, task);
  await checkDocument(db, bundle, task);
  checkTimes(bundle, stationTime);
  checkInk(bundle);
  checkBiometrics(bundle, task);

  const latest = await findRevision(db, task.documentId);
  const signed = await signAct(context, { evidence, task, fields, readPdf: () => blobs.get(latest.digest) });
  const capture = await withBlobs(
    blobs,
    [signed.pdf, envelope],
    ([digest = '']) =>
      storeAct(context, {
        signed,
        revision: { document_id: task.documentId, number: latest.number + 1, digest, size: signed.pdf.length },
        fieldIds: fields.map(({ id }) => id),
        capture: {
          id: captureId,
          envelope_digest: envelopeDigest,
          bundle_digest: toHex(evidence.digest),
          task_id: task.id,
          document_id: task.documentId,
          station_id: station.id,
        },
      }),
    async () => (await findCapture(db, captureId)) !== undefined,
  );
  return toResult(capture);
};

/**
 * Takes one capture in: every check in the order in which its answer makes sense, then the signing act. A refusal is
 * thrown by name and leaves no row but its audit entry, and no file; a crash between file and row leaves a file that
 * nothing names. Repeating a submission gives the first one's answer.
 */
export const takeCapture = async (context: IntakeContext, submission: Submission): Promise<CaptureResult> => {
  const { db, recipient, inTurn } = context;
  const envelopeDigest = toHex(sm3(submission.envelope));
  const repeated = await known(db, submission.captureId, envelopeDigest);
  if (repeated) return repeated;

  checkClock(submission.stationTime, Date.now());
  const evidence = openEnvelope(submission.envelope, recipient);
  await checkDevice(evidence, { ...context, at: new Date() });
  return inTurn(evidence.bundle.documentId, async () => {
    // A twin of this submission may have signed while this one waited.
    const twin = await known(db, submission.captureId, envelopeDigest);
    if (twin) return twin;
    await checkOrigin(db, evidence, submission);
    return performAct(context, evidence, submission, envelopeDigest);
  });
};
