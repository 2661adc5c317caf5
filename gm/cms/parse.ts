import { type Attribute, SignedData, type SignerIdentifier, type SignerInfo } from '@peculiar/asn1-cms';
import { encodeOid, encodeTlv, readAll, readOctets, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { decode, encode } from '../asn1/structure.ts';
import { equalBytes, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { type HashName, hashOf, type SigningAlgorithm, signatureAlgorithmOf } from '../keys/algorithm.ts';
import { type Certificate, readCertificate } from '../x509/parse.ts';
import { type CmsDialect, dialects } from './dialects.ts';
import { type CertificateHash, decodeSigningCertificate } from './signing-certificate.ts';

export type ParsedSignedData = {
  dialect: CmsDialect;
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

const dialectNames = Object.keys(dialects) as CmsDialect[];

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
function readContentInfo(der: Uint8Array): { dialect: CmsDialect; body: Uint8Array } {
  const [type, content, extra] = readAll(readSingle(der, tag.sequence).content);
  const dialect = dialectNames.find((name) => type && equalBytes(type.raw, encodeOid(dialects[name].signedData)));
  if (!dialect) throw malformed('ContentInfo is of another type');
  if (content?.tag !== tag.context0 || extra) throw malformed('ContentInfo without content');
  return { dialect, body: content.content };
}

/** GM/T 0010 §8: version 1 throughout, its own names, SM3 and SM2; and none of its names in a structure of RFC 5652. */
function checkDialect(dialect: CmsDialect, { version, encapContentInfo }: SignedData, signer: SignerInfo): void {
  const { data, sm2 } = dialects.gmt0010;
  const { eContentType } = encapContentInfo;
  if (dialect === 'cms') {
    if (eContentType === data) throw malformed('names of GM/T 0010 inside RFC 5652');
    return;
  }
  if (version !== 1 || signer.version !== 1 || !signer.sid.issuerAndSerialNumber)
    throw malformed('not as GM/T 0010 has it');
  if (eContentType !== data) throw malformed(`content type ${eContentType} in GM/T 0010`);
  const { algorithm, parameters } = signer.signatureAlgorithm;
  if (algorithm !== sm2 || parameters !== undefined || signer.digestAlgorithm.algorithm !== oid.sm3) {
    throw new GmError('ALGORITHM_UNSUPPORTED', `SignedData: ${algorithm} in GM/T 0010`);
  }
}

/**
 * Parses a CMS SignedData with one signer and signed attributes, in the names of RFC 5652 §5 or GM/T 0010 §8 (GB/T 35275);
 * nothing is verified yet.
 * `known` are certificates to look among when the structure does not carry its signer's.
 * @throws GmError ASN1_MALFORMED or ALGORITHM_UNSUPPORTED
 * @example
 * import { parseSignedData, signDetached } from '@bedsign/gm';
 * const signed = await signDetached({ content: message, key, certificate, chain: [] });
 * const { signer, messageDigest } = parseSignedData(signed);
 * console.log(signer.subjectText, messageDigest.length);
 */
export function parseSignedData(der: Uint8Array, known: readonly Uint8Array[] = []): ParsedSignedData {
  const { dialect, body } = readContentInfo(der);
  const signedData = decode(body, SignedData);
  const [signerInfo, second] = signedData.signerInfos;
  if (!signerInfo || second) throw malformed('there must be one signer');
  checkDialect(dialect, signedData, signerInfo);
  const { eContentType, eContent } = signedData.encapContentInfo;
  if (eContent && !eContent.single) throw malformed('content is not an OCTET STRING');
  const certificates = Array.from(signedData.certificates ?? [], ({ certificate }) => {
    if (!certificate) throw malformed('a certificate of another kind than X.509');
    return encode(certificate);
  });
  return {
    dialect,
    certificates,
    signer: findSigner(signerInfo.sid, [...certificates, ...known]),
    contentType: eContentType,
    ...(eContent?.single && { content: new Uint8Array(eContent.single.buffer) }),
    digestAlgorithm: hashOf(signerInfo.digestAlgorithm),
    signatureAlgorithm: dialect === 'gmt0010' ? 'sm2' : signatureAlgorithmOf(signerInfo.signatureAlgorithm),
    signature: new Uint8Array(signerInfo.signature.buffer),
    ...readAttributes(signerInfo, eContentType),
  };
}
