import type { Unsubscribe } from '../listeners.ts';

/** The algorithms that a chip's protocol needs on the host's side, and the simulated chip inside; drivers have none of their own. */
export type ChipCrypto = {
  /** SM2: 32-byte scalar, 65-byte point 04 ‖ X ‖ Y. */
  generateKeyPair(): { privateKey: Uint8Array; publicKey: Uint8Array };
  /** SM2 signature over e = SM3(Z ‖ M), as DER (GM/T 0009 §7.3). */
  signDigest(e: Uint8Array, privateKey: Uint8Array): Uint8Array;
  random(length: number): Uint8Array;
  sm4EncryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array;
  sha1(data: Uint8Array): Promise<Uint8Array>;
};

/** What the chip made of the last PIN; `triesLeft` is null until it has said so. A locked chip stays locked. */
export type PinState = { state: 'unverified' | 'verified' | 'wrong' | 'locked'; triesLeft: number | null };

/** A security chip of any family, with its signing container open. */
export type SecurityChip = {
  model: string;
  serial: string;
  simulated: boolean;
  /** 65 bytes, 04 ‖ X ‖ Y. */
  publicKey: Uint8Array;
  /** DER of the certificate that the chip itself carries for this key; null where it has none or cannot give it out. */
  certificate: Uint8Array | null;
  readonly pin: PinState;
  /** PIN_WRONG (detail: how many tries are left), PIN_LOCKED, LOST. */
  verifyPin(pin: string): Promise<void>;
  /** Signs e = SM3(Z ‖ M), 32 bytes; DER. CHIP when no PIN was verified; LOST when pulled out meanwhile. */
  signDigest(e: Uint8Array): Promise<Uint8Array>;
  random(length: number): Promise<Uint8Array>;
  /** Called once when the chip goes away. */
  onLost(callback: () => void): Unsubscribe;
  close(): Promise<void>;
};
