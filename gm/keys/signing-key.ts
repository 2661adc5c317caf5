import { GmError } from '../errors.ts';
import { generateSm2KeyPair } from '../sm2/keys.ts';
import { sm2Signer } from '../sm2/sign.ts';
import { sm2Verify } from '../sm2/verify.ts';
import type { SigningAlgorithm } from './algorithm.ts';
import { generateEcdsaKey, importEcdsaKey, verifyEcdsa } from './ecdsa.ts';
import type { SigningKey } from './key.ts';
import { decodePrivateKey, encodeSm2PrivateKey, importSm2PrivateKey } from './pkcs8.ts';

async function importSm2Key(pkcs8: Uint8Array): Promise<SigningKey> {
  const privateKey = importSm2PrivateKey(pkcs8);
  const { publicKey } = decodePrivateKey(pkcs8);
  if (!publicKey) throw new GmError('KEY_INVALID', 'the key structure carries no public key');
  const signNow = sm2Signer(privateKey, publicKey);
  return { algorithm: 'sm2', publicKey, signNow, sign: async (message) => signNow(message) };
}

/** From DER PrivateKeyInfo. GmError ASN1_MALFORMED, KEY_INVALID or ALGORITHM_UNSUPPORTED. */
export async function importSigningKey(pkcs8: Uint8Array): Promise<SigningKey> {
  const { algorithm } = decodePrivateKey(pkcs8);
  return algorithm === 'sm2' ? importSm2Key(pkcs8) : importEcdsaKey(pkcs8);
}

function generateSm2Key(): Uint8Array {
  const { privateKey, publicKey } = generateSm2KeyPair();
  return encodeSm2PrivateKey(privateKey, publicKey);
}

/** A new key and its DER PrivateKeyInfo, which the caller keeps sealed. */
export async function generateSigningKey(algorithm: SigningAlgorithm): Promise<{ key: SigningKey; pkcs8: Uint8Array }> {
  const pkcs8 = algorithm === 'sm2' ? generateSm2Key() : await generateEcdsaKey();
  return { key: await importSigningKey(pkcs8), pkcs8 };
}

/** Whether the DER signature holds; false for malformed signatures and keys too. */
export async function verifySignature(
  algorithm: SigningAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): Promise<boolean> {
  return algorithm === 'sm2' ? sm2Verify(message, signature, publicKey) : verifyEcdsa(message, signature, publicKey);
}
