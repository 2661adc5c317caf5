import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { encodeInteger, encodeTlv, readAll, readInteger, readOctets, readSingle, tag } from '../asn1/der.ts';
import { decode, encode } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import { hashIdentifier, hashOf } from '../keys/algorithm.ts';

const handwrittenSignature = 1n;

/** BiometricSyntax of RFC 3739 §3.2.5 with one entry: handwritten-signature(1), hashed with SM3. */
export const encodeBiometricInfo = (hash: Uint8Array): Uint8Array =>
  encodeTlv(
    tag.sequence,
    encodeTlv(
      tag.sequence,
      encodeInteger(handwrittenSignature),
      encode(hashIdentifier('sm3')),
      encodeTlv(tag.octetString, hash),
    ),
  );

/** The hash of the one entry we write; GmError ALGORITHM_UNSUPPORTED for any other kind of entry. */
export function decodeBiometricInfo(der: Uint8Array): Uint8Array {
  const [entry, second] = readAll(readSingle(der, tag.sequence).content);
  if (!entry || second) throw new GmError('ALGORITHM_UNSUPPORTED', 'biometricInfo with other than one entry');
  const [type, algorithm, hash, extra] = readAll(readSingle(entry.raw, tag.sequence).content);
  if (!algorithm || extra || readInteger(type) !== handwrittenSignature) {
    throw new GmError('ALGORITHM_UNSUPPORTED', 'biometricInfo is not of a handwritten signature');
  }
  if (hashOf(decode(algorithm.raw, AlgorithmIdentifier)) !== 'sm3') {
    throw new GmError('ALGORITHM_UNSUPPORTED', 'biometricInfo is not hashed with SM3');
  }
  return readOctets(hash);
}
