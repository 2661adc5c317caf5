import type { ChipCrypto } from '@bedsign/drivers';
import { generateSm2KeyPair, randomBytes, sm2SignDigest, sm4EncryptBlock } from '@bedsign/gm';

/** The algorithms that the simulated chip and the chip's driver need; drivers/ itself imports nothing. */
export const chipCrypto: ChipCrypto = {
  generateKeyPair: generateSm2KeyPair,
  signDigest: sm2SignDigest,
  random: randomBytes,
  sm4EncryptBlock,
  // GM/T 0017 derives the PIN key with SHA-1.
  sha1: async (data) => new Uint8Array(await crypto.subtle.digest('SHA-1', new Uint8Array(data))),
};
