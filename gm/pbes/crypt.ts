import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { ascii as utf8 } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { decodeParameters, encodeParameters, maximumIterations, type PbesParameters } from './parameters.ts';
import { ciphers, type PbesCipher, type PbesDialect, type PbesPrf, prfs } from './scheme.ts';

export type PbesOptions = {
  /** `pbes2` unless said otherwise. */
  dialect?: PbesDialect;
  prf?: PbesPrf;
  cipher?: PbesCipher;
  /** 600 000 unless said otherwise, which takes about a third of a second; at most 2 000 000. */
  iterations?: number;
};

const copy = (bytes: Uint8Array) => Uint8Array.from(bytes);

async function keyOf(
  password: string,
  { prf, cipher, salt, iterations }: PbesParameters,
): Promise<Uint8Array<ArrayBuffer>> {
  return prfs[prf].derive(utf8(password), copy(salt), iterations, ciphers[cipher].keyLength);
}

/** PBES2 (RFC 8018 §6.2.1) with a fresh salt and IV; the password counts as UTF-8. */
export async function encryptWithPassword(
  plaintext: Uint8Array,
  password: string,
  options: Required<PbesOptions>,
): Promise<{ algorithm: AlgorithmIdentifier; ciphertext: Uint8Array }> {
  const { iterations } = options;
  if (!Number.isInteger(iterations) || iterations < 1 || iterations > maximumIterations) {
    throw new GmError('ARGUMENT_INVALID', `iterations are 1 to ${maximumIterations}`);
  }
  const parameters = { ...options, salt: randomBytes(16), iv: randomBytes(16) };
  const key = await keyOf(password, parameters);
  const ciphertext = await ciphers[options.cipher].encrypt(key, parameters.iv, copy(plaintext));
  key.fill(0);
  return { algorithm: encodeParameters(parameters), ciphertext };
}

/**
 * Inverse of {@link encryptWithPassword} (RFC 8018 §6.2.2). The padding alone is checked here: one wrong password in 256 gets
 * past it, so the caller looks at what came out. GmError DECRYPTION_FAILED, ALGORITHM_UNSUPPORTED or ASN1_MALFORMED.
 */
export async function decryptWithPassword(
  algorithm: AlgorithmIdentifier,
  ciphertext: Uint8Array,
  password: string,
): Promise<Uint8Array> {
  const parameters = decodeParameters(algorithm);
  const key = await keyOf(password, parameters);
  try {
    return await ciphers[parameters.cipher].decrypt(key, copy(parameters.iv), copy(ciphertext));
  } finally {
    key.fill(0);
  }
}
