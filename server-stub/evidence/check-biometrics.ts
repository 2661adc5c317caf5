import { BedSignError, type EvidenceBundle, type Task } from '@bedsign/contract';

const photoBytes = { least: 512, most: 8 * 1024 * 1024 };

/** SOI and the next marker's first byte at the front, EOI at the end (ITU-T T.81 §B.1.1.3). */
const isJpeg = (data: Uint8Array): boolean =>
  data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff && data.at(-2) === 0xff && data.at(-1) === 0xd9;

/** Fingerprint and photo are there and what they say they are, or missing where the task allows that. */
export const checkBiometrics = ({ fingerprint, photo }: EvidenceBundle, { allow }: Task): void => {
  if ('refused' in fingerprint) {
    if (!allow.noFingerprint) throw new BedSignError('FINGERPRINT_REQUIRED');
  } else if (fingerprint.image.length !== fingerprint.width * fingerprint.height)
    throw new BedSignError('EVIDENCE_MALFORMED', 'fingerprint image of another size');

  if ('refused' in photo) {
    if (!allow.noPhoto) throw new BedSignError('PHOTO_REQUIRED');
    return;
  }
  const { length } = photo.data;
  if (length < photoBytes.least || length > photoBytes.most || !isJpeg(photo.data))
    throw new BedSignError('EVIDENCE_MALFORMED', 'photo is not a JPEG of a usable size');
};
