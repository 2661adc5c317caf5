import { generateSm2KeyPair } from '../sm2/keys.ts';
import type { SigningAlgorithm } from './algorithm.ts';
import { generateEcdsaKey } from './ecdsa.ts';
import { importSigningKey } from './import-signing-key.ts';
import type { SigningKey } from './key.ts';
import { encodeSm2PrivateKey } from './pkcs8.ts';

function generateSm2Key(): Uint8Array {
  const { privateKey, publicKey } = generateSm2KeyPair();
  return encodeSm2PrivateKey(privateKey, publicKey);
}

/**
 * A new key (GB/T 32918.1 §6.1, or ECDSA P-256) and its DER PrivateKeyInfo (RFC 5958 §2), which the caller keeps sealed.
 * @example
 * import { encryptPrivateKey, generateSigningKey } from '@bedsign/gm';
 * const { key, pkcs8 } = await generateSigningKey('sm2');
 * const sealed = await encryptPrivateKey(pkcs8, 'a long password');
 */
export async function generateSigningKey(algorithm: SigningAlgorithm): Promise<{ key: SigningKey; pkcs8: Uint8Array }> {
  const pkcs8 = algorithm === 'sm2' ? generateSm2Key() : await generateEcdsaKey();
  return { key: await importSigningKey(pkcs8), pkcs8 };
}
