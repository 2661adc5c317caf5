import type { Name as X500Name } from '@peculiar/asn1-x509';
import { equalBytes, fromHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import type { SigningKey } from '../keys/key.ts';
import { keyIdentifierOf } from './extensions.ts';
import { type Certificate, readCertificate } from './parse.ts';

/** A CA that signs certificates, CRLs or OCSP responses: its key, and the certificate of that key. */
export type Issuer = { key: SigningKey; certificate: Uint8Array };

/**
 * What goes into everything that the CA signs: name and key identifier, byte for byte those of its certificate.
 * @throws GmError KEY_INVALID if the key is not that of the certificate
 */
export function issuerIdentity({ key, certificate }: Issuer): {
  own: Certificate;
  name: X500Name;
  keyIdentifier: Uint8Array;
} {
  const { certificate: own, x509 } = readCertificate(certificate);
  if (!equalBytes(own.publicKey, key.publicKey))
    throw new GmError('KEY_INVALID', "the issuer's key is not its certificate's");
  return {
    own,
    name: x509.tbsCertificate.subject,
    keyIdentifier: own.subjectKeyIdentifier ? fromHex(own.subjectKeyIdentifier) : keyIdentifierOf(key.publicKey),
  };
}
