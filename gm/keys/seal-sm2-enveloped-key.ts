import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { encodeBits, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { encode } from '../asn1/structure.ts';
import { randomBytes } from '../random.ts';
import { sm2Encrypt } from '../sm2/encrypt.ts';
import { sm2PublicKey } from '../sm2/keys.ts';
import { sm4EcbEncrypt } from '../sm4/ecb.ts';

/**
 * Seals an encryption key pair to the holder of a signing key, as a key management centre does (SM2EnvelopedKey, GM/T 0009 §7.4):
 * SM4-ECB over the private key, the SM4 key as an SM2Cipher to `signingPublicKey`.
 * @param privateKey 32 bytes in [1, n-2]
 * @returns DER SM2EnvelopedKey
 * @throws GmError KEY_INVALID
 * @example
 * import { generateSm2KeyPair, openSm2EnvelopedKey, sealSm2EnvelopedKey } from '@bedsign/gm';
 * const encryption = generateSm2KeyPair();
 * const der = sealSm2EnvelopedKey(encryption.privateKey, publicKey);
 * const opened = openSm2EnvelopedKey(der, privateKey);
 */
export function sealSm2EnvelopedKey(privateKey: Uint8Array, signingPublicKey: Uint8Array): Uint8Array {
  const key = randomBytes(16);
  const sealed = encodeTlv(
    tag.sequence,
    encode(new AlgorithmIdentifier({ algorithm: oid.sm4Ecb })),
    sm2Encrypt(key, signingPublicKey),
    encodeBits(sm2PublicKey(privateKey)),
    encodeBits(sm4EcbEncrypt(key, privateKey, 'none')),
  );
  key.fill(0);
  return sealed;
}
