import {
  decodeDeterministic,
  encodeDeterministic,
  type Fingerprint,
  type PadBox,
  type PadIdentity,
  type Photo,
  type ReaderIdentity,
  type RefusalReason,
  type Sample,
  type ScreenBox,
  type SignerRole,
  type Task,
  tipSamples,
} from '@bedsign/contract';

/** One field of the document and what was written into it. */
export type CapturedField = {
  id: string;
  done: boolean;
  /** Where on the pad's screen it stood while it was written, as fractions and in the pad's counts. */
  screenBox: ScreenBox | null;
  box: PadBox | null;
  samples: Sample[];
};

/** Everything of one signing act that goes into the evidence; what is not there yet is null. */
export type Capture = {
  captureId: string;
  task: Task;
  signer: { role: SignerRole; name: string };
  operator: { id: string; name: string };
  documentDigest: Uint8Array;
  /** DER of the certificate that the evidence will be encrypted to; null until the document is open. */
  evidenceCertificate: Uint8Array | null;
  pad: PadIdentity;
  fields: CapturedField[];
  fingerprint: Fingerprint | { refused: RefusalReason } | null;
  reader: ReaderIdentity | null;
  photo: Photo | { refused: RefusalReason } | null;
  opened: number;
  confirmed: number | null;
};

/** The bytes of the journal's draft, and back. A draft comes out of an authenticated box, so it is what we wrote. */
export const encodeDraft = (capture: Capture): Uint8Array => encodeDeterministic(capture);
export const decodeDraft = (draft: Uint8Array): Capture => decodeDeterministic(draft) as Capture;

/** When the last stroke ended: ms since 1970. */
export const signedAt = (capture: Capture): number => {
  const last = capture.fields
    .flatMap(({ samples }) => tipSamples(samples))
    .reduce((latest, [, , , t]) => Math.max(latest, t), 0);
  return capture.opened + Math.floor(last / 1000);
};
