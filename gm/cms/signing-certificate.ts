import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { encodeTlv, readAll, readOctets, readSingle, tag } from '../asn1/der.ts';
import { decode, encode } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import { type HashName, hashIdentifier, hashOf } from '../keys/algorithm.ts';

export type CertificateHash = { algorithm: HashName; hash: Uint8Array };

/** SigningCertificateV2 with one ESSCertIDv2 (RFC 5035 §3, §4); SHA-256 is the DEFAULT and so stays unwritten in DER. */
export const encodeSigningCertificate = ({ algorithm, hash }: CertificateHash): Uint8Array =>
  encodeTlv(
    tag.sequence,
    encodeTlv(
      tag.sequence,
      encodeTlv(
        tag.sequence,
        algorithm === 'sha256' ? new Uint8Array() : encode(hashIdentifier(algorithm)),
        encodeTlv(tag.octetString, hash),
      ),
    ),
  );

/** Of the first ESSCertIDv2, which names the signer; further ones and issuerSerial only add to it. */
export function decodeSigningCertificate(der: Uint8Array): CertificateHash {
  const [certificates] = readAll(readSingle(der, tag.sequence).content);
  const [first] = certificates ? readAll(readSingle(certificates.raw, tag.sequence).content) : [];
  if (!first) throw new GmError('ASN1_MALFORMED', 'signingCertificateV2 is empty');
  const [head, ...rest] = readAll(readSingle(first.raw, tag.sequence).content);
  if (head?.tag === tag.octetString) return { algorithm: 'sha256', hash: readOctets(head) };
  if (head?.tag !== tag.sequence) throw new GmError('ASN1_MALFORMED', 'ESSCertIDv2 without hash');
  return { algorithm: hashOf(decode(head.raw, AlgorithmIdentifier)), hash: readOctets(rest[0]) };
}
