import { GmError } from '../errors.ts';
import { sm2Signer } from '../sm2/sign.ts';
import { importEcdsaKey } from './ecdsa.ts';
import type { SigningKey } from './key.ts';
import { decodePrivateKey, importSm2PrivateKey } from './pkcs8.ts';

async function importSm2Key(pkcs8: Uint8Array): Promise<SigningKey> {
  const privateKey = importSm2PrivateKey(pkcs8);
  const { publicKey } = decodePrivateKey(pkcs8);
  if (!publicKey) throw new GmError('KEY_INVALID', 'the key structure carries no public key');
  const signNow = sm2Signer(privateKey, publicKey);
  return { algorithm: 'sm2', publicKey, signNow, sign: async (message) => signNow(message) };
}

/**
 * A key to sign with, from DER PrivateKeyInfo (RFC 5958 §2) that carries its public key.
 * @throws GmError ASN1_MALFORMED, KEY_INVALID or ALGORITHM_UNSUPPORTED
 * @example
 * import { importSigningKey, verifySignature } from '@bedsign/gm';
 * const key = await importSigningKey(pkcs8);
 * const signature = await key.sign(message);
 * if (!(await verifySignature(key.algorithm, message, signature, key.publicKey))) throw new Error();
 */
export async function importSigningKey(pkcs8: Uint8Array): Promise<SigningKey> {
  const { algorithm } = decodePrivateKey(pkcs8);
  return algorithm === 'sm2' ? importSm2Key(pkcs8) : importEcdsaKey(pkcs8);
}
