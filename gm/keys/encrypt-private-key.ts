import { EncryptedData, EncryptedPrivateKeyInfo } from '@peculiar/asn1-pkcs8';
import { encode, toBuffer } from '../asn1/structure.ts';
import { encryptWithPassword, type PbesOptions } from '../pbes/crypt.ts';
import type { PbesCipher, PbesPrf } from '../pbes/scheme.ts';
import type { SigningAlgorithm } from './algorithm.ts';
import { decodePrivateKey } from './pkcs8.ts';

const usual: Record<SigningAlgorithm, { prf: PbesPrf; cipher: PbesCipher }> = {
  sm2: { prf: 'sm3', cipher: 'sm4-cbc' },
  'ecdsa-p256': { prf: 'sha256', cipher: 'aes-256-cbc' },
};

/**
 * Seals a private key under a password: EncryptedPrivateKeyInfo (RFC 5958 §3) with PBES2 (RFC 8018 §6.2), or under the names of
 * GM/T 0091. HMAC-SM3 and SM4-CBC for an SM2 key, HMAC-SHA-256 and AES-256-CBC for P-256, unless said otherwise; OpenSSL 3.0
 * reads SM4-CBC, but not HMAC-SM3. The password counts as UTF-8; its strength is the caller's business.
 * @returns DER, for PEM the label `ENCRYPTED PRIVATE KEY`
 * @throws GmError ARGUMENT_INVALID (iterations), and what {@link importSigningKey} throws for what is no private key
 * @example
 * import { encryptPrivateKey, generateSigningKey, toPem } from '@bedsign/gm';
 * const { pkcs8 } = await generateSigningKey('sm2');
 * const sealed = await encryptPrivateKey(pkcs8, 'correct horse battery staple', { prf: 'sha256' });
 * console.log(toPem('ENCRYPTED PRIVATE KEY', sealed)); // openssl pkey -in … reads it
 */
export async function encryptPrivateKey(
  pkcs8: Uint8Array,
  password: string,
  options: PbesOptions = {},
): Promise<Uint8Array> {
  const { algorithm } = decodePrivateKey(pkcs8);
  const sealed = await encryptWithPassword(pkcs8, password, {
    dialect: 'pbes2',
    iterations: 600_000,
    ...usual[algorithm],
    ...options,
  });
  return encode(
    new EncryptedPrivateKeyInfo({
      encryptionAlgorithm: sealed.algorithm,
      encryptedData: new EncryptedData(toBuffer(sealed.ciphertext)),
    }),
  );
}
