import { concat, fromHex } from '../bytes.ts';

const { createPrivateKey, createPublicKey, createSign, createVerify } = process.getBuiltinModule('node:crypto');

// RFC 5208 PrivateKeyInfo { 0, {ecPublicKey, sm2}, ECPrivateKey { 1, d, [1] P } } and RFC 5280 SubjectPublicKeyInfo: all
// lengths are fixed, so the encodings are these prefixes and the key itself.
const pkcs8Prefix = fromHex('308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420');
const pkcs8Middle = fromHex('a144034200');
const spkiPrefix = fromHex('3059301306072a8648ce3d020106082a811ccf5501822d034200');

/**
 * SM2 by OpenSSL through node:crypto: `createSign('sm3')` on an imported key signs e = SM3(what was fed) and adds no Z, so
 * Z ‖ M fed in makes a standard signature. A key straight from generateKeyPairSync would sign ECDSA.
 */
export function nodeSigner(privateKey: Uint8Array, publicKey: Uint8Array): (zAndMessage: Uint8Array) => Uint8Array {
  const der = concat(pkcs8Prefix, privateKey, pkcs8Middle, publicKey);
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
  return (zAndMessage) => Uint8Array.from(createSign('sm3').update(zAndMessage).sign(key));
}

export function nodeVerifier(publicKey: Uint8Array): (zAndMessage: Uint8Array, signature: Uint8Array) => boolean {
  const key = createPublicKey({ key: Buffer.from(concat(spkiPrefix, publicKey)), format: 'der', type: 'spki' });
  return (zAndMessage, signature) => createVerify('sm3').update(zAndMessage).verify(key, signature);
}
