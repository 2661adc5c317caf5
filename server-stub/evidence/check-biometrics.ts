import { BedSignError, type EvidenceBundle, isPhoto, type Task } from '@bedsign/contract';

/** Fingerprint and photo are there and what they say they are, or missing where the task allows that. */
export const checkBiometrics = ({ fingerprint, photo, devices }: EvidenceBundle, { allow }: Task): void => {
  if ('refused' in fingerprint) {
    if (!allow.noFingerprint) throw new BedSignError('FINGERPRINT_REQUIRED');
  } else if (devices.reader === null) {
    throw new BedSignError('EVIDENCE_MALFORMED', 'a fingerprint that no module took');
  } else if (fingerprint.image.length !== fingerprint.width * fingerprint.height)
    throw new BedSignError('EVIDENCE_MALFORMED', 'fingerprint image of another size');

  if ('refused' in photo) {
    if (!allow.noPhoto) throw new BedSignError('PHOTO_REQUIRED');
    return;
  }
  if (!isPhoto(photo.data)) throw new BedSignError('EVIDENCE_MALFORMED', 'photo is not a JPEG of a usable size');
};
