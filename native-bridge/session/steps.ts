import { BedSignError, type SessionState } from '@bedsign/contract';

/** In which states of the session each step may be taken. Anything else is SESSION_STATE. */
export const steps = {
  turnTo: ['reading', 'signing'],
  startSigning: ['reading'],
  backToReading: ['signing'],
  beginField: ['signing'],
  clearField: ['signing'],
  confirmField: ['signing'],
  // Later too: a fingerprint that turns out poor in review is taken again.
  takeFingerprint: ['fingerprint', 'photo', 'review'],
  refuseFingerprint: ['fingerprint'],
  photo: ['photo'],
  refusePhoto: ['photo'],
  retakePhoto: ['review'],
  submit: ['review'],
} as const satisfies Record<string, readonly SessionState[]>;

export type Step = keyof typeof steps;

export const requireStep = (step: Step, state: SessionState): void => {
  const allowed: readonly SessionState[] = steps[step];
  if (!allowed.includes(state)) throw new BedSignError('SESSION_STATE', `${step} in ${state}`);
};

/** States in which nothing of the patient's is in the session any more: it is safe in the journal, or there is nothing. */
const settled: readonly SessionState[] = ['sealed', 'submitting', 'waiting', 'signed', 'refused', 'cancelled'];
export const isSettled = (state: SessionState): boolean => settled.includes(state);
