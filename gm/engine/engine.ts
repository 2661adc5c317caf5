/**
 * What an SM2/SM3/SM4 implementation must offer; everything else in this room is built from it, so that an engine can be
 * replaced without touching a caller.
 *
 * Callers pass validated values: scalars of 32 bytes in [1, n-2], points of 65 bytes (04‖X‖Y) on the curve, signatures as
 * canonical DER SM2Signature with r, s in [1, n-1] and r + s ≠ n.
 */
export type SmEngine = {
  readonly name: string;
  /** SM3 (GB/T 32905) of the concatenated parts: 32 bytes. */
  sm3(parts: readonly Uint8Array[]): Uint8Array;
  /** SM4 (GB/T 32907) of one 16-byte block. */
  sm4EncryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array;
  /** SM4 in counter mode from the 16-byte counter block, which counts up in its last 32 bits. */
  sm4Ctr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array;
  generateKeyPair(): { privateKey: Uint8Array; publicKey: Uint8Array };
  /** dG. */
  publicKeyOf(privateKey: Uint8Array): Uint8Array;
  /** kP, for encryption and decryption. */
  multiply(point: Uint8Array, scalar: Uint8Array): Uint8Array;
  /** DER SM2Signature over the digest e (GB/T 32918.2 §6.1 from A3 on). */
  signDigest(e: Uint8Array, privateKey: Uint8Array): Uint8Array;
  /** Prepares a key for many signatures; the function signs e = SM3(parts). */
  signer(privateKey: Uint8Array, publicKey: Uint8Array): (parts: readonly Uint8Array[]) => Uint8Array;
  /** Verifies over e = SM3(parts). */
  verify(parts: readonly Uint8Array[], signature: Uint8Array, publicKey: Uint8Array): boolean;
};
