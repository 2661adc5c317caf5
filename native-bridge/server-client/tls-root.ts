import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { BedSignError } from '@bedsign/contract';
import { fromPem, parseCertificate } from '@bedsign/gm';

/**
 * Lets this process's HTTPS connections trust the roots in a PEM file too, beside those it trusts anyway; `fetch` has
 * no such option of its own. CONFIG_INVALID if the file cannot be read or holds no certificate.
 */
export const trustTlsRoot = (path: string): void => {
  try {
    const pem = readFileSync(path, 'utf8');
    const roots = fromPem(pem, 'CERTIFICATE').map(parseCertificate);
    if (roots.length === 0) throw new Error('no certificate');
    setDefaultCACertificates([...getCACertificates('default'), pem]);
  } catch (cause) {
    throw new BedSignError('CONFIG_INVALID', `${path}: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
};

/** Why a certificate is not accepted (nodejs.org/api/tls.html#x509-certificate-error-codes), as far as a server's can be. */
const refusals = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'INVALID_CA',
  'PATH_LENGTH_EXCEEDED',
  'INVALID_PURPOSE',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What `fetch` threw, if it was because the server's TLS certificate is not trusted: CERTIFICATE_INVALID. */
export const tlsRefusal = (thrown: unknown): BedSignError | undefined => {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (!(cause instanceof Error && 'code' in cause && refusals.has(String(cause.code)))) return undefined;
  const detail = `the server's TLS certificate is not trusted: ${cause.code} (${cause.message}); name its root with --tls-root`;
  return new BedSignError('CERTIFICATE_INVALID', detail, { cause });
};
