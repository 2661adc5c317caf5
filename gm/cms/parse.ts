import { type Attribute, SignedData, type SignerIdentifier, type SignerInfo } from '@peculiar/asn1-cms';
import { encodeOid, encodeTlv, readAll, readOctets, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode, encode } from '../asn1/structure.ts';
import { equalBytes, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { type HashName, hashOf, type SigningAlgorithm, signatureAlgorithmOf } from '../keys/algorithm.ts';
import { type Certificate, readCertificate } from '../x509/parse.ts';
import { type CertificateHash, decodeSigningCertificate } from './signing-certificate.ts';

export type ParsedSignedData = {
  /** DER, as they stand in the set. */
  certificates: Uint8Array[];
  signer: Certificate;
  contentType: string;
  /** Absent when detached. */
  content?: Uint8Array;
  digestAlgorithm: HashName;
  signatureAlgorithm: SigningAlgorithm;
  messageDigest: Uint8Array;
  /** DER SET OF Attribute: the bytes that are signed. */
  signedAttributes: Uint8Array;
  signature: Uint8Array;
  /** ESS signingCertificateV2. */
  signingCertificateHash?: Uint8Array;
  signingCertificateHashAlgorithm?: HashName;
  /** RFC 3161 token from the unsigned attributes. */
  timeStampToken?: Uint8Array;
};

const malformed = (why: string) => new GmError('ASN1_MALFORMED', `SignedData: ${why}`);

/** The one value of an attribute that occurs at most once (RFC 5652 §11.1, §11.2; RFC 5035 §3). */
function singleValue(attributes: readonly Attribute[], type: string): Uint8Array | undefined {
  const [found, second] = attributes.filter(({ attrType }) => attrType === type);
  if (!found) return undefined;
  const [value] = found.attrValues;
  if (second || !value || found.attrValues.length !== 1) throw malformed(`attribute ${type} is not single`);
  return new Uint8Array(value);
}

function required(attributes: readonly Attribute[], type: string): Uint8Array {
  const value = singleValue(attributes, type);
  if (!value) throw malformed(`signed attribute ${type} is missing`);
  return value;
}

function findSigner(sid: SignerIdentifier, certificates: readonly Uint8Array[]): Certificate {
  const wanted = sid.issuerAndSerialNumber;
  const matching = certificates
    .map(readCertificate)
    .find(({ certificate, x509: { tbsCertificate } }) =>
      wanted
        ? equalBytes(encode(tbsCertificate.issuer), encode(wanted.issuer)) &&
          equalBytes(new Uint8Array(tbsCertificate.serialNumber), new Uint8Array(wanted.serialNumber))
        : sid.subjectKeyIdentifier !== undefined &&
          certificate.subjectKeyIdentifier === toHex(new Uint8Array(sid.subjectKeyIdentifier.buffer)),
    );
  if (!matching) throw malformed("the signer's certificate is not there");
  return matching.certificate;
}

/** The content type must be the signed one: else a token could pass for a document signature (RFC 5652 §11.1). */
function readAttributes(signerInfo: SignerInfo, contentType: string) {
  const signed = signerInfo.signedAttrs ?? [];
  if (!equalBytes(required(signed, oid.contentType), encodeOid(contentType))) throw malformed('content types differ');
  const signingCertificate = singleValue(signed, oid.signingCertificateV2);
  const ess: CertificateHash | undefined = signingCertificate && decodeSigningCertificate(signingCertificate);
  const timeStampToken = singleValue(signerInfo.unsignedAttrs ?? [], oid.timeStampToken);
  return {
    messageDigest: readOctets(readSingle(required(signed, oid.messageDigest), tag.octetString)),
    signedAttributes: encodeTlv(tag.set, ...signed.map(encode)), // not under its [0] tag: §5.4
    ...(ess && { signingCertificateHash: ess.hash, signingCertificateHashAlgorithm: ess.algorithm }),
    ...(timeStampToken && { timeStampToken }),
  };
}

/** ContentInfo { contentType, [0] content } of RFC 5652 §3. */
function readContentInfo(der: Uint8Array): Uint8Array {
  const [type, content, extra] = readAll(readSingle(der, tag.sequence).content);
  if (!type || !equalBytes(type.raw, encodeOid(oid.signedData))) throw malformed('ContentInfo is of another type');
  if (content?.tag !== tag.context0 || extra) throw malformed('ContentInfo without content');
  return content.content;
}

/**
 * Parses a CMS SignedData with one signer and signed attributes; nothing is verified yet.
 * `known` are certificates to look among when the structure does not carry its signer's.
 * @throws GmError ASN1_MALFORMED or ALGORITHM_UNSUPPORTED
 */
export function parseSignedData(der: Uint8Array, known: readonly Uint8Array[] = []): ParsedSignedData {
  const signedData = decode(readContentInfo(der), SignedData);
  const [signerInfo, second] = signedData.signerInfos;
  if (!signerInfo || second) throw malformed('there must be one signer');
  const { eContentType, eContent } = signedData.encapContentInfo;
  if (eContent && !eContent.single) throw malformed('content is not an OCTET STRING');
  const certificates = Array.from(signedData.certificates ?? [], ({ certificate }) => {
    if (!certificate) throw malformed('a certificate of another kind than X.509');
    return encode(certificate);
  });
  return {
    certificates,
    signer: findSigner(signerInfo.sid, [...certificates, ...known]),
    contentType: eContentType,
    ...(eContent?.single && { content: new Uint8Array(eContent.single.buffer) }),
    digestAlgorithm: hashOf(signerInfo.digestAlgorithm),
    signatureAlgorithm: signatureAlgorithmOf(signerInfo.signatureAlgorithm),
    signature: new Uint8Array(signerInfo.signature.buffer),
    ...readAttributes(signerInfo, eContentType),
  };
}
