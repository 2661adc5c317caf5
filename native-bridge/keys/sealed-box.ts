import { BedSignError } from '@bedsign/contract';
import { randomBytes, sm4GcmDecrypt, sm4GcmEncrypt } from '@bedsign/gm';

const ivBytes = 12;

/** Encrypts and authenticates what the station keeps on disk. `place` binds a box to where it belongs. */
export type SealedBox = {
  seal(plain: Uint8Array, place: string): Uint8Array;
  /** JOURNAL_DAMAGED if the bytes are not what `seal` made for this place under this key. */
  open(box: Uint8Array, place: string): Uint8Array;
};

/** A box is IV ‖ SM4-GCM ciphertext ‖ tag, with a fresh random IV (NIST SP 800-38D §8.2.2). */
export const createSealedBox = (key: Uint8Array): SealedBox => ({
  seal(plain, place) {
    const iv = randomBytes(ivBytes);
    const ciphertext = sm4GcmEncrypt(key, iv, plain, new TextEncoder().encode(place));
    const box = new Uint8Array(ivBytes + ciphertext.length);
    box.set(iv);
    box.set(ciphertext, ivBytes);
    return box;
  },
  open(box, place) {
    try {
      return sm4GcmDecrypt(key, box.subarray(0, ivBytes), box.subarray(ivBytes), new TextEncoder().encode(place));
    } catch (cause) {
      throw new BedSignError('JOURNAL_DAMAGED', place, { cause });
    }
  },
});
