import { engine } from '../engine/index.ts';
import { GmError } from '../errors.ts';
import { checkPrivateKey, checkPublicKey, isPublicKey, n } from './curve.ts';
import { signerDigest } from './message-digest.ts';
import { decodeSignature } from './signature-der.ts';

/** @returns privateKey: 32 bytes in [1, n-2]; publicKey: 65 bytes 04‖X‖Y. */
export const generateSm2KeyPair = (): { privateKey: Uint8Array; publicKey: Uint8Array } => engine.generateKeyPair();

/** The public key of a private one. GmError KEY_INVALID if that is out of range. */
export function sm2PublicKey(privateKey: Uint8Array): Uint8Array {
  checkPrivateKey(privateKey);
  return engine.publicKeyOf(privateKey);
}

/** DER SM2Signature over a finished digest e (32 bytes), as a security chip makes it. */
export function sm2SignDigest(e: Uint8Array, privateKey: Uint8Array): Uint8Array {
  checkPrivateKey(privateKey);
  if (e.length !== 32) throw new GmError('ARGUMENT_INVALID', 'an SM2 digest has 32 bytes');
  return engine.signDigest(e, privateKey);
}

/** Binds a key for many signatures: checks it, computes Z and imports it only once. */
export function sm2Signer(
  privateKey: Uint8Array,
  publicKey = sm2PublicKey(privateKey),
): (message: Uint8Array) => Uint8Array {
  checkPrivateKey(privateKey);
  checkPublicKey(publicKey);
  const z = signerDigest(publicKey);
  const sign = engine.signer(privateKey, publicKey);
  return (message) => sign([z, message]);
}

/** SM2-with-SM3 over a message, default signer ID; DER SM2Signature. */
export const sm2Sign = (message: Uint8Array, privateKey: Uint8Array): Uint8Array => sm2Signer(privateKey)(message);

/** Whether r, s are canonical DER and in range (GB/T 32918.2 §7.1 B1, B2 and B5). */
function isAcceptable(signature: Uint8Array): boolean {
  try {
    const { r, s } = decodeSignature(signature);
    return r >= 1n && r < n && s >= 1n && s < n && r + s !== n;
  } catch (error) {
    if (error instanceof GmError) return false;
    throw error;
  }
}

/** Whether the DER signature holds for the message under the 65-byte public key; false for malformed input too. */
export const sm2Verify = (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean =>
  isPublicKey(publicKey) &&
  isAcceptable(signature) &&
  engine.verify([signerDigest(publicKey), message], signature, publicKey);
