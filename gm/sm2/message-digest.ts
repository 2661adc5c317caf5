import { ascii, concat } from '../bytes.ts';
import { engine } from '../engine/index.ts';
import { checkPublicKey, domainParameters } from './curve.ts';

const signerId = ascii('1234567812345678'); // the default of GM/T 0009 §10
const idLength = new Uint8Array([0x00, 0x80]); // in bits

/** Z of GB/T 32918.2 §5.5: ties the digest to signer ID, curve and public key. */
export const signerDigest = (publicKey: Uint8Array): Uint8Array =>
  engine.sm3([concat(idLength, signerId, domainParameters, publicKey.subarray(1))]);

/** e = SM3(Z ‖ message) with the default signer ID; what an SM2 signature is made over. */
export function sm2MessageDigest(message: Uint8Array, publicKey: Uint8Array): Uint8Array {
  checkPublicKey(publicKey);
  return engine.sm3([signerDigest(publicKey), message]);
}
