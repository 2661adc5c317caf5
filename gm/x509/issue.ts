import { Extensions, TBSCertificate, Validity, Version, Certificate as X509 } from '@peculiar/asn1-x509';
import { encode, toBuffer } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import {
  checkSubjectKey,
  type SigningAlgorithm,
  signatureIdentifier,
  subjectPublicKeyInfo,
} from '../keys/algorithm.ts';
import type { SigningKey } from '../keys/key.ts';
import { buildExtensions, type ExtensionValues, keyIdentifierOf } from './extensions.ts';
import { issuerIdentity } from './issuer-identity.ts';
import { encodeName, type Name } from './name.ts';
import { randomSerialNumber } from './serial-number.ts';

export type CertificateRequest = Omit<ExtensionValues, 'issuerKeyIdentifier'> & {
  /** `certificate`: the issuer's own, absent when it signs itself; its subject and key identifier are then taken over. */
  issuer: { name: Name; key: SigningKey; certificate?: Uint8Array };
  subject: Name;
  publicKeyAlgorithm: SigningAlgorithm;
  notBefore: Date;
  notAfter: Date;
};

const identityOf = ({ name, key, certificate }: CertificateRequest['issuer']) =>
  certificate
    ? issuerIdentity({ key, certificate })
    : { name: encodeName(name), keyIdentifier: keyIdentifierOf(key.publicKey) };

/**
 * Issues an X.509 v3 certificate (RFC 5280 §4.1), signed with the issuer's key; DER. Times are cut to whole seconds.
 * @throws GmError ARGUMENT_INVALID (validity), KEY_INVALID (subject's point, or issuer's key and certificate disagree)
 * @example
 * import { issueCertificate } from '@bedsign/gm';
 * const certificate = await issueCertificate({
 *   issuer: ca, subject: { C: 'CN', O: 'Hospital', CN: 'Ward 3' }, publicKey: key.publicKey, publicKeyAlgorithm: 'sm2',
 *   keyUsage: ['digitalSignature'], notBefore: new Date(), notAfter: new Date(Date.now() + 86_400_000),
 * });
 */
export async function issueCertificate(request: CertificateRequest): Promise<Uint8Array> {
  if (request.notAfter <= request.notBefore) throw new GmError('ARGUMENT_INVALID', 'notAfter is not after notBefore');
  checkSubjectKey(request.publicKeyAlgorithm, request.publicKey);
  const { key } = request.issuer;
  const issuer = identityOf(request.issuer);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: randomSerialNumber().buffer,
    signature: signatureIdentifier(key.algorithm),
    issuer: issuer.name,
    validity: new Validity({ notBefore: request.notBefore, notAfter: request.notAfter }),
    subject: encodeName(request.subject),
    subjectPublicKeyInfo: subjectPublicKeyInfo(request.publicKeyAlgorithm, request.publicKey),
    extensions: new Extensions(buildExtensions({ ...request, issuerKeyIdentifier: issuer.keyIdentifier })),
  });
  const signature = await key.sign(encode(tbsCertificate));
  return encode(
    new X509({
      tbsCertificate,
      signatureAlgorithm: signatureIdentifier(key.algorithm),
      signatureValue: toBuffer(signature),
    }),
  );
}
