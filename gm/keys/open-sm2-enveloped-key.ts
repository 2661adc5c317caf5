import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { checkDer } from '../asn1/check-der.ts';
import { readAll, readBits, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { sm2Decrypt } from '../sm2/encrypt.ts';
import { sm2PublicKey } from '../sm2/keys.ts';
import { sm4EcbDecrypt } from '../sm4/ecb.ts';

/** 32 bytes; some centres write 64, of which the first half is zero (GM/T 0016 has keys of up to 512 bits). */
function trimmed(padded: Uint8Array): Uint8Array {
  const privateKey = padded.subarray(-32);
  if (padded.length !== 32 && (padded.length !== 64 || padded.subarray(0, 32).some((byte) => byte !== 0))) {
    throw new GmError('DECRYPTION_FAILED', 'SM2EnvelopedKey: not a private key of 32 bytes');
  }
  return Uint8Array.from(privateKey);
}

/**
 * Opens an SM2EnvelopedKey (GM/T 0009 §7.4) from a key management centre with the private key of the signing certificate, and
 * checks that the halves belong together.
 * @returns privateKey of 32 bytes, publicKey of 65
 * @throws GmError DECRYPTION_FAILED, KEY_INVALID (halves of different keys), ASN1_MALFORMED, ALGORITHM_UNSUPPORTED
 * @example
 * import { generateSm2KeyPair, openSm2EnvelopedKey, sealSm2EnvelopedKey } from '@bedsign/gm';
 * const encryption = generateSm2KeyPair();
 * const der = sealSm2EnvelopedKey(encryption.privateKey, publicKey); // as the key management centre does
 * const opened = openSm2EnvelopedKey(der, privateKey);
 */
export function openSm2EnvelopedKey(
  der: Uint8Array,
  signingPrivateKey: Uint8Array,
): { privateKey: Uint8Array; publicKey: Uint8Array } {
  checkDer(der);
  const [algorithm, cipher, publicBits, sealed, extra] = readAll(readSingle(der, tag.sequence).content);
  if (!algorithm || !cipher || extra) throw new GmError('ASN1_MALFORMED', 'SM2EnvelopedKey: four members expected');
  const { algorithm: type } = decode(algorithm.raw, AlgorithmIdentifier);
  if (type !== oid.sm4Ecb && type !== oid.sm4) throw new GmError('ALGORITHM_UNSUPPORTED', `SM2EnvelopedKey: ${type}`);
  const publicKey = readBits(publicBits);
  const encrypted = readBits(sealed);
  const key = sm2Decrypt(cipher.raw, signingPrivateKey);
  if (key.length !== 16) throw new GmError('DECRYPTION_FAILED', 'SM2EnvelopedKey: the key inside is not one of SM4');
  const privateKey = trimmed(sm4EcbDecrypt(key, encrypted, 'none'));
  key.fill(0);
  if (!equalBytes(sm2PublicKey(privateKey), publicKey)) {
    throw new GmError('KEY_INVALID', 'SM2EnvelopedKey: the public key does not belong to the private key');
  }
  return { privateKey, publicKey };
}
