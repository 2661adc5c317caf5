import { ECPrivateKey } from '@peculiar/asn1-ecc';
import { PrivateKey, PrivateKeyInfo } from '@peculiar/asn1-pkcs8';
import { OctetString } from '@peculiar/asn1-schema';
import { decode, encode, toBuffer } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { sm2PublicKey } from '../sm2/keys.ts';
import { keyAlgorithmOf, keyIdentifier, type SigningAlgorithm } from './algorithm.ts';

/** DER PrivateKeyInfo (RFC 5958) around an ECPrivateKey (RFC 5915) for an SM2 key. */
export function encodeSm2PrivateKey(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const inner = new ECPrivateKey({
    version: 1,
    privateKey: new OctetString(toBuffer(privateKey)),
    publicKey: toBuffer(publicKey),
  });
  return encode(
    new PrivateKeyInfo({
      privateKeyAlgorithm: keyIdentifier('sm2'),
      privateKey: new PrivateKey(toBuffer(encode(inner))),
    }),
  );
}

/** @returns which algorithm the key is for, its 32-byte scalar, and the public key if the structure carries one */
export function decodePrivateKey(pkcs8: Uint8Array): {
  algorithm: SigningAlgorithm;
  privateKey: Uint8Array;
  publicKey: Uint8Array | undefined;
} {
  const info = decode(pkcs8, PrivateKeyInfo);
  const inner = decode(new Uint8Array(info.privateKey.buffer), ECPrivateKey);
  return {
    algorithm: keyAlgorithmOf(info.privateKeyAlgorithm),
    privateKey: new Uint8Array(inner.privateKey.buffer),
    publicKey: inner.publicKey && new Uint8Array(inner.publicKey),
  };
}

/**
 * The 32-byte scalar of an SM2 key in a PrivateKeyInfo (RFC 5958 §2), for decryption. GmError KEY_INVALID for another
 * algorithm or a wrong public half.
 * @example
 * import { importSm2PrivateKey, sm2Decrypt, sm2Encrypt, sm2PublicKey } from '@bedsign/gm';
 * const scalar = importSm2PrivateKey(pkcs8); // 32 bytes
 * const plaintext = sm2Decrypt(sm2Encrypt(message, sm2PublicKey(scalar)), scalar);
 */
export function importSm2PrivateKey(pkcs8: Uint8Array): Uint8Array {
  const { algorithm, privateKey, publicKey } = decodePrivateKey(pkcs8);
  if (algorithm !== 'sm2') throw new GmError('KEY_INVALID', 'not an SM2 key');
  if (publicKey && !equalBytes(sm2PublicKey(privateKey), publicKey)) {
    throw new GmError('KEY_INVALID', 'the public key does not belong to the private key');
  }
  return privateKey;
}
