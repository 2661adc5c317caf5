import { EncryptedPrivateKeyInfo } from '@peculiar/asn1-pkcs8';
import { decode } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import { decryptWithPassword } from '../pbes/crypt.ts';
import { importEcdsaKey } from './ecdsa.ts';
import { decodePrivateKey, importSm2PrivateKey } from './pkcs8.ts';

/**
 * A wrong password leaves a right padding by chance, and CBC lets bytes be changed; but what comes out is then no private key
 * whose halves belong together.
 */
async function checkPrivateKey(pkcs8: Uint8Array): Promise<void> {
  try {
    if (decodePrivateKey(pkcs8).algorithm === 'sm2') importSm2PrivateKey(pkcs8);
    else await importEcdsaKey(pkcs8);
  } catch (error) {
    if (error instanceof GmError && error.code === 'ALGORITHM_UNSUPPORTED') throw error;
    throw new GmError('DECRYPTION_FAILED', 'wrong password, or not a private key', error);
  }
}

/**
 * Opens what {@link encryptPrivateKey} or another tool sealed: PBES2 (RFC 8018) or GM/T 0091 with PBKDF2 over HMAC-SM3 or
 * HMAC-SHA-256, and SM4-CBC or AES-256-CBC. More than 2 000 000 iterations are refused, since they would stop the process.
 * @returns DER PrivateKeyInfo, for {@link importSigningKey}
 * @throws GmError DECRYPTION_FAILED (the password is wrong, or bytes were changed), ASN1_MALFORMED, ALGORITHM_UNSUPPORTED
 * @example
 * import { decryptPrivateKey, encryptPrivateKey, generateSigningKey, importSigningKey } from '@bedsign/gm';
 * const { pkcs8 } = await generateSigningKey('sm2');
 * const sealed = await encryptPrivateKey(pkcs8, 'correct horse battery staple');
 * const key = await importSigningKey(await decryptPrivateKey(sealed, 'correct horse battery staple'));
 * console.log(key.algorithm); // sm2
 */
export async function decryptPrivateKey(sealed: Uint8Array, password: string): Promise<Uint8Array> {
  const { encryptionAlgorithm, encryptedData } = decode(sealed, EncryptedPrivateKeyInfo);
  const pkcs8 = await decryptWithPassword(encryptionAlgorithm, new Uint8Array(encryptedData.buffer), password);
  await checkPrivateKey(pkcs8);
  return pkcs8;
}
