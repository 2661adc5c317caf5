import type { SigningAlgorithm } from './algorithm.ts';

/** A private key in use: it signs and never shows itself. A hardware module or a remote signer has the same shape. */
export type SigningKey = {
  algorithm: SigningAlgorithm;
  /** 65 bytes, 04‖X‖Y. */
  publicKey: Uint8Array;
  /** DER signature over SM3(Z‖message) or SHA-256(message). */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** The same without a promise, where the arithmetic is in this process (SM2); for those who sign by the thousand. */
  signNow?(message: Uint8Array): Uint8Array;
};
