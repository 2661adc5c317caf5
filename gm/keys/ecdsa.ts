import { concat, toBigInt } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { decodeSignature, encodeSignature } from '../sm2/signature-der.ts';
import type { SigningKey } from './key.ts';

// Web Cryptography speaks r‖s (IEEE P1363); certificates and CMS speak DER (RFC 3279 §2.2.3).

const curve = { name: 'ECDSA', namedCurve: 'P-256' };
const scheme = { name: 'ECDSA', hash: 'SHA-256' };
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const { subtle } = globalThis.crypto;

/** The public point of a private key: JWK is the only form of Web Cryptography that holds both halves. */
async function publicKeyOf(pkcs8: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const key = await subtle.importKey('pkcs8', pkcs8, curve, true, ['sign']);
  const { x = '', y = '' } = await subtle.exportKey('jwk', key);
  const coordinate = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  return concat(new Uint8Array([4]), coordinate(x), coordinate(y));
}

export async function generateEcdsaKey(): Promise<Uint8Array> {
  const { privateKey } = await subtle.generateKey(curve, true, ['sign', 'verify']);
  return new Uint8Array(await subtle.exportKey('pkcs8', privateKey));
}

export async function importEcdsaKey(pkcs8: Uint8Array): Promise<SigningKey> {
  const der = Uint8Array.from(pkcs8);
  try {
    const publicKey = await publicKeyOf(der);
    const key = await subtle.importKey('pkcs8', der, curve, false, ['sign']);
    return {
      algorithm: 'ecdsa-p256',
      publicKey,
      async sign(message) {
        return encodeSignature(new Uint8Array(await subtle.sign(scheme, key, Uint8Array.from(message))));
      },
    };
  } catch (error) {
    throw new GmError('KEY_INVALID', 'not a P-256 private key', error);
  }
}

export async function verifyEcdsa(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): Promise<boolean> {
  try {
    const raw = decodeSignature(signature);
    const [r, s] = [toBigInt(raw.subarray(0, 32)), toBigInt(raw.subarray(32))];
    if (r < 1n || r >= order || s < 1n || s >= order) return false;
    const key = await subtle.importKey('raw', Uint8Array.from(publicKey), curve, false, ['verify']);
    return await subtle.verify(scheme, key, raw, Uint8Array.from(message));
  } catch {
    return false; // malformed signature, or a point off the curve: DataError from importKey
  }
}
