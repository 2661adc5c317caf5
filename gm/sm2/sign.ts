import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { sm3 } from '../sm3/sm3.ts';
import { checkPrivateKey, checkPublicKey } from './curve.ts';
import { sm2PublicKey } from './keys.ts';
import { signerDigest } from './message-digest.ts';
import { encodeSignature } from './signature-der.ts';

/** What the engine signs with: (1 + d)⁻¹ and the key of the nonces. As secret as d. */
function prepare(privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  checkPrivateKey(privateKey);
  const prepared = runSm2('sm2PrepareSigner', [privateKey], 256);
  if (!prepared) throw new GmError('KEY_INVALID', 'SM2 private key out of range');
  return prepared;
}

function signDigest(prepared: Uint8Array, e: Uint8Array): Uint8Array<ArrayBuffer> {
  const raw = runSm2('sm2Sign', [prepared, randomBytes(32), e], 64);
  if (!raw) throw new GmError('KEY_INVALID', 'not a prepared key');
  return encodeSignature(raw);
}

/**
 * DER SM2Signature over a finished digest e (32 bytes; GB/T 32918.2 §6.1 from A3 on), as a security chip makes it.
 * @example
 * import { sm2MessageDigest, sm2SignDigest } from '@bedsign/gm';
 * const signature = sm2SignDigest(sm2MessageDigest(message, publicKey), privateKey);
 */
export function sm2SignDigest(e: Uint8Array, privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  if (e.length !== 32) throw new GmError('ARGUMENT_INVALID', 'an SM2 digest has 32 bytes');
  const prepared = prepare(privateKey);
  try {
    return signDigest(prepared, e);
  } finally {
    prepared.fill(0);
  }
}

/**
 * Binds a key for many signatures (GB/T 32918.2 §6.1): checks it, computes Z and (1 + d)⁻¹ only once, and holds what follows
 * from the private key as long as the function lives.
 * @example
 * import { sm2Signer } from '@bedsign/gm';
 * const sign = sm2Signer(privateKey);
 * const signatures = ['a', 'b'].map((text) => sign(new TextEncoder().encode(text)));
 */
export function sm2Signer(
  privateKey: Uint8Array,
  publicKey: Uint8Array = sm2PublicKey(privateKey),
): (message: Uint8Array) => Uint8Array<ArrayBuffer> {
  checkPublicKey(publicKey);
  const prepared = prepare(privateKey);
  const z = signerDigest(publicKey);
  return (message) => signDigest(prepared, sm3(z, message));
}

/**
 * SM2-with-SM3 over a message (GB/T 32918.2 §6.1), default signer ID; DER SM2Signature.
 * @example
 * import { sm2Sign, sm2Verify } from '@bedsign/gm';
 * const signature = sm2Sign(message, privateKey);
 * if (!sm2Verify(message, signature, publicKey)) throw new Error();
 */
export function sm2Sign(message: Uint8Array, privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return sm2SignDigest(sm3(signerDigest(sm2PublicKey(privateKey)), message), privateKey);
}
