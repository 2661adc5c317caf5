import { AlgorithmIdentifier, SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import { encodeOid } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { toBuffer } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import { checkPublicKey } from '../sm2/curve.ts';

/** SM2-with-SM3 and ECDSA P-256 with SHA-256: the two profiles in which this house signs. */
export type SigningAlgorithm = 'sm2' | 'ecdsa-p256';
export type HashName = 'sm3' | 'sha256' | 'sha384' | 'sha512';

type Profile = { curve: string; signature: string; digest: Extract<HashName, 'sm3' | 'sha256'> };

export const profiles: Record<SigningAlgorithm, Profile> = {
  sm2: { curve: oid.sm2Curve, signature: oid.sm2WithSm3, digest: 'sm3' },
  'ecdsa-p256': { curve: oid.p256Curve, signature: oid.ecdsaWithSha256, digest: 'sha256' },
};

export const hashLengths: Record<HashName, number> = { sm3: 32, sha256: 32, sha384: 48, sha512: 64 };

const algorithms = Object.keys(profiles) as SigningAlgorithm[];
const hashNames = Object.keys(hashLengths) as HashName[];

/** RFC 8017 and GM/T 0006: well known and not spoken, so that the refusal says it in words. */
const isRsa = (found: string) => found.startsWith('1.2.840.113549.1.1.') || found === '1.2.156.10197.1.504';

const unsupported = (what: string, found: string) =>
  new GmError('ALGORITHM_UNSUPPORTED', `${what} ${found}${isRsa(found) ? ' (RSA)' : ''}`);

/**
 * The hash that an OID in dotted decimal names (GM/T 0006, RFC 5754 §2). GmError ALGORITHM_UNSUPPORTED.
 * @example
 * import { hashNamed } from '@bedsign/gm';
 * console.log(hashNamed('1.2.156.10197.1.401')); // sm3
 */
export function hashNamed(algorithm: string): HashName {
  const found = hashNames.find((name) => oid[name] === algorithm);
  if (!found) throw unsupported('hash', algorithm);
  return found;
}

/** Parameters are absent in all of these (RFC 5758 §3.2; GM/T practice); NULL is let pass for SHA-2 (RFC 5754 §2). */
export function hashOf(identifier: AlgorithmIdentifier): HashName {
  if (identifier.parameters) throw unsupported('hash with parameters', identifier.algorithm);
  return hashNamed(identifier.algorithm);
}

export const hashIdentifier = (hash: HashName): AlgorithmIdentifier =>
  new AlgorithmIdentifier({ algorithm: oid[hash] });

export const signatureIdentifier = (algorithm: SigningAlgorithm): AlgorithmIdentifier =>
  new AlgorithmIdentifier({ algorithm: profiles[algorithm].signature });

export function signatureAlgorithmOf(identifier: AlgorithmIdentifier): SigningAlgorithm {
  const found = algorithms.find((name) => profiles[name].signature === identifier.algorithm);
  if (!found || identifier.parameters !== undefined) throw unsupported('signature algorithm', identifier.algorithm);
  return found;
}

/** { ecPublicKey, namedCurve } of RFC 5480 §2.1.1. */
export const keyIdentifier = (algorithm: SigningAlgorithm): AlgorithmIdentifier =>
  new AlgorithmIdentifier({
    algorithm: oid.ecPublicKey,
    parameters: toBuffer(encodeOid(profiles[algorithm].curve)),
  });

export function keyAlgorithmOf(identifier: AlgorithmIdentifier): SigningAlgorithm {
  const found = algorithms.find((name) => keyIdentifier(name).isEqual(identifier));
  if (!found) throw unsupported('key algorithm', identifier.algorithm);
  return found;
}

/** 65 bytes 04‖X‖Y; on the curve too for SM2, while Web Cryptography looks at P-256 points when it imports them. */
export function checkSubjectKey(algorithm: SigningAlgorithm, publicKey: Uint8Array): void {
  if (algorithm === 'sm2') checkPublicKey(publicKey);
  if (publicKey.length !== 65 || publicKey[0] !== 4) throw new GmError('KEY_INVALID', 'not an uncompressed point');
}

export const subjectPublicKeyInfo = (algorithm: SigningAlgorithm, publicKey: Uint8Array): SubjectPublicKeyInfo =>
  new SubjectPublicKeyInfo({ algorithm: keyIdentifier(algorithm), subjectPublicKey: toBuffer(publicKey) });
