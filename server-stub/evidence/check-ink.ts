import { BedSignError, checkStrokes, type EvidenceBundle, isRoomy, onScreen } from '@bedsign/contract';

/** The station's own rules for ink, held again: a box to write in, enough ink, and that in the box. */
export const checkInk = ({ fields, devices }: EvidenceBundle): void => {
  for (const { box, samples } of fields) {
    if (!isRoomy(box, devices.pad)) throw new BedSignError('EVIDENCE_MALFORMED', 'a box too small to write in');
    checkStrokes(onScreen(samples, devices.pad), box);
  }
};
