import type { ChipCrypto } from '../chip.ts';

export const challengeLength = 8;

/** The key that a PIN stands for: the first 16 bytes of its SHA-1. The chip keeps this, not the PIN. */
export const pinKey = async (pin: string, crypto: ChipCrypto): Promise<Uint8Array> =>
  (await crypto.sha1(new TextEncoder().encode(pin))).slice(0, 16);

/** What proves the PIN: SM4 over the chip's challenge, padded to one block with 80 00 … (ISO/IEC 7816-4 method 2). */
export const pinProof = (key: Uint8Array, challenge: Uint8Array, crypto: ChipCrypto): Uint8Array => {
  const block = new Uint8Array(16);
  block.set(challenge);
  block[challenge.length] = 0x80;
  return crypto.sm4EncryptBlock(key, block);
};
