import type { SessionState } from '@bedsign/contract';

/** The steps a nurse sees, in order. */
export const stepKeys = [
  'stepReading',
  'stepSigning',
  'stepFingerprint',
  'stepPhoto',
  'stepReview',
  'stepSubmit',
] as const;

/** Which of the steps a state belongs to; one past the last when all is done. */
export const stepOf: Record<SessionState, number> = {
  opening: 0,
  reading: 0,
  signing: 1,
  fingerprint: 2,
  photo: 3,
  review: 4,
  sealed: 5,
  submitting: 5,
  waiting: 5,
  refused: 5,
  signed: 6,
  cancelled: 0,
};

/** Once sealed, a signing can no longer be cancelled: closing only leaves the view. */
export const isEnded = (state: SessionState): boolean =>
  ['sealed', 'submitting', 'waiting', 'refused', 'signed', 'cancelled'].includes(state);
