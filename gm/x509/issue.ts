import { Extensions, TBSCertificate, Validity, Version, Certificate as X509 } from '@peculiar/asn1-x509';
import { encode, toBuffer } from '../asn1/structure.ts';
import { equalBytes, fromHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import {
  checkSubjectKey,
  type SigningAlgorithm,
  signatureIdentifier,
  subjectPublicKeyInfo,
} from '../keys/algorithm.ts';
import type { SigningKey } from '../keys/key.ts';
import { buildExtensions, type ExtensionValues, keyIdentifierOf } from './extensions.ts';
import { encodeName, type Name } from './name.ts';
import { readCertificate } from './parse.ts';
import { randomSerialNumber } from './serial-number.ts';

export type CertificateRequest = Omit<ExtensionValues, 'issuerKeyIdentifier'> & {
  /** `certificate`: the issuer's own, absent when it signs itself; its subject and key identifier are then taken over. */
  issuer: { name: Name; key: SigningKey; certificate?: Uint8Array };
  subject: Name;
  publicKeyAlgorithm: SigningAlgorithm;
  notBefore: Date;
  notAfter: Date;
};

/** Issuer name and key identifier: byte for byte those of the issuer's certificate, or made from its key. */
function issuerIdentity({ name, key, certificate }: CertificateRequest['issuer']) {
  if (!certificate) return { name: encodeName(name), keyIdentifier: keyIdentifierOf(key.publicKey) };
  const { certificate: own, x509 } = readCertificate(certificate);
  if (!equalBytes(own.publicKey, key.publicKey))
    throw new GmError('KEY_INVALID', "the issuer's key is not its certificate's");
  return {
    name: x509.tbsCertificate.subject,
    keyIdentifier: own.subjectKeyIdentifier ? fromHex(own.subjectKeyIdentifier) : keyIdentifierOf(key.publicKey),
  };
}

/**
 * Issues an X.509 v3 certificate (RFC 5280), signed with the issuer's key; DER. Times are cut to whole seconds.
 * @throws GmError ARGUMENT_INVALID (validity), KEY_INVALID (subject's point, or issuer's key and certificate disagree)
 */
export async function issueCertificate(request: CertificateRequest): Promise<Uint8Array> {
  if (request.notAfter <= request.notBefore) throw new GmError('ARGUMENT_INVALID', 'notAfter is not after notBefore');
  checkSubjectKey(request.publicKeyAlgorithm, request.publicKey);
  const { key } = request.issuer;
  const issuer = issuerIdentity(request.issuer);
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
