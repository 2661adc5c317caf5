import { AuthorityKeyIdentifier, KeyIdentifier } from '@peculiar/asn1-x509';
import { encodeBits, encodeInteger, encodeOid, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { encode, toBuffer } from '../asn1/structure.ts';
import { encodeGeneralizedTime, encodeTime } from '../asn1/time.ts';
import { fromHex, join } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { signatureIdentifier } from '../keys/algorithm.ts';
import { type Issuer, issuerIdentity } from '../x509/issuer-identity.ts';
import { type Revocation, reasonCode } from './reason.ts';

// Written as DER directly: a CRL may have a hundred thousand entries, which the library's structures are too slow for.

const sequence = (...parts: readonly Uint8Array[]) => encodeTlv(tag.sequence, ...parts);
const nothing = new Uint8Array();
const numberLimit = 1n << 159n; // §5.2.3: 20 bytes

const extension = (type: string, value: Uint8Array) => sequence(encodeOid(type), encodeTlv(tag.octetString, value)); // none is critical

/** §5.3.1: unspecified is left unsaid. */
function entryExtensions({ reason = 'unspecified', invalidityDate }: Revocation): Uint8Array {
  if (reason === 'unspecified' && !invalidityDate) return nothing;
  const code = encodeTlv(tag.enumerated, new Uint8Array([reasonCode(reason)]));
  return sequence(
    reason === 'unspecified' ? nothing : extension(oid.reasonCode, code),
    invalidityDate ? extension(oid.invalidityDate, encodeGeneralizedTime(invalidityDate)) : nothing,
  );
}

function entry(revocation: Revocation): Uint8Array {
  const { serialNumber, revocationDate } = revocation;
  if (!/^([0-9a-f]{2}){1,21}$/.test(serialNumber)) {
    throw new GmError('ARGUMENT_INVALID', `not a serial number in hexadecimal: ${serialNumber}`);
  }
  return sequence(
    encodeTlv(tag.integer, fromHex(serialNumber)),
    encodeTime(revocationDate),
    entryExtensions(revocation),
  );
}

/** §5.1.2.6: absent when nothing is revoked. */
const revokedCertificates = (revoked: readonly Revocation[]) =>
  revoked.length === 0 ? nothing : sequence(join(revoked.map(entry)));

function listExtensions(number: bigint, keyIdentifier: Uint8Array): Uint8Array {
  const authority = new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(toBuffer(keyIdentifier)) });
  return encodeTlv(
    tag.context0,
    sequence(extension(oid.authorityKeyIdentifier, encode(authority)), extension(oid.cRLNumber, encodeInteger(number))),
  );
}

/**
 * Issues a complete X.509 CRL v2 (RFC 5280 §5, GM/T 0015) of all certificates that the CA has revoked. `number` grows with each
 * CRL of the CA and has at most 20 bytes (§5.2.3). Times are cut to whole seconds.
 * @returns DER CertificateList, for PEM the label `X509 CRL`
 * @throws GmError ARGUMENT_INVALID (times; the certificate may not sign CRLs), KEY_INVALID (key and certificate disagree)
 * @example
 * import { generateSigningKey, issueCertificate, issueCrl, parseCrl } from '@bedsign/gm';
 * const { key } = await generateSigningKey('sm2');
 * const name = { C: 'CN', CN: 'Hospital CA' };
 * const certificate = await issueCertificate({
 *   issuer: { name, key }, subject: name, publicKey: key.publicKey, publicKeyAlgorithm: 'sm2', ca: {},
 *   keyUsage: ['keyCertSign', 'cRLSign'], notBefore: new Date(), notAfter: new Date(Date.now() + 86_400_000),
 * });
 * const crl = await issueCrl({
 *   issuer: { key, certificate }, number: 1n, thisUpdate: new Date(), nextUpdate: new Date(Date.now() + 3_600_000),
 *   revoked: [{ serialNumber: '4f3a', revocationDate: new Date(), reason: 'keyCompromise' }],
 * });
 * console.log(parseCrl(crl).revoked.get('4f3a')?.reason); // keyCompromise
 */
export async function issueCrl(request: {
  issuer: Issuer;
  number: bigint;
  thisUpdate: Date;
  nextUpdate: Date;
  revoked: readonly Revocation[];
}): Promise<Uint8Array> {
  const { key } = request.issuer;
  const { own, name, keyIdentifier } = issuerIdentity(request.issuer);
  if (!own.keyUsage.includes('cRLSign')) throw new GmError('ARGUMENT_INVALID', 'the certificate may not sign CRLs');
  if (request.nextUpdate <= request.thisUpdate)
    throw new GmError('ARGUMENT_INVALID', 'nextUpdate is not after thisUpdate');
  if (request.number < 0n || request.number >= numberLimit) throw new GmError('ARGUMENT_INVALID', 'CRL number');
  const algorithm = encode(signatureIdentifier(key.algorithm));
  const list = sequence(
    encodeInteger(1n), // v2
    algorithm,
    encode(name),
    encodeTime(request.thisUpdate),
    encodeTime(request.nextUpdate),
    revokedCertificates(request.revoked),
    listExtensions(request.number, keyIdentifier),
  );
  return sequence(list, algorithm, encodeBits(await key.sign(list)));
}
