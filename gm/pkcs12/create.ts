import { encodeInteger, encodeOid, encodeSet, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { encode } from '../asn1/structure.ts';
import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { hashIdentifier, type SigningAlgorithm } from '../keys/algorithm.ts';
import { encryptPrivateKey } from '../keys/encrypt-private-key.ts';
import { importSigningKey } from '../keys/import-signing-key.ts';
import { decodePrivateKey } from '../keys/pkcs8.ts';
import { encryptWithPassword, type PbesOptions } from '../pbes/crypt.ts';
import { randomBytes } from '../random.ts';
import { sm3 } from '../sm3/sm3.ts';
import { parseCertificate } from '../x509/parse.ts';
import { bmpString, type MacHash, pkcs12Mac } from './mac.ts';

const sequence = (...members: readonly Uint8Array[]) => encodeTlv(tag.sequence, ...members);
const octets = (bytes: Uint8Array) => encodeTlv(tag.octetString, bytes);
const explicit = (bytes: Uint8Array) => encodeTlv(tag.context0, bytes);

type Label = { friendlyName?: string | undefined; localKeyId?: Uint8Array | undefined };

const attribute = (type: string, value: Uint8Array) => sequence(encodeOid(type), encodeSet([value]));

/** SafeBag with its attributes (RFC 7292 §4.2; RFC 2985 §5.5). */
function safeBag(type: string, value: Uint8Array, { friendlyName, localKeyId }: Label): Uint8Array {
  const attributes = [
    ...(friendlyName === undefined
      ? []
      : [attribute(oid.friendlyName, encodeTlv(tag.bmpString, bmpString(friendlyName)))]),
    ...(localKeyId ? [attribute(oid.localKeyId, octets(localKeyId))] : []),
  ];
  return sequence(encodeOid(type), explicit(value), attributes.length === 0 ? new Uint8Array() : encodeSet(attributes));
}

const certBag = (certificate: Uint8Array, label: Label) =>
  safeBag(oid.certBag, sequence(encodeOid(oid.x509Certificate), explicit(octets(certificate))), label);

const data = (content: Uint8Array) => sequence(encodeOid(oid.data), explicit(octets(content)));

/** EncryptedData (RFC 5652 §8) of safe contents. */
async function encryptedData(
  content: Uint8Array,
  password: string,
  options: Required<PbesOptions>,
): Promise<Uint8Array> {
  const { algorithm, ciphertext } = await encryptWithPassword(content, password, options);
  const info = sequence(encodeOid(oid.data), encode(algorithm), encodeTlv(0x80, ciphertext));
  return sequence(encodeOid(oid.encryptedData), explicit(sequence(encodeInteger(0n), info)));
}

/** As many as Java takes; each is a call of its own. */
const usualMacIterations = 10_000;

const usual: Record<SigningAlgorithm, Required<PbesOptions> & { mac: MacHash }> = {
  sm2: { dialect: 'pbes2', prf: 'sm3', cipher: 'sm4-cbc', iterations: 600_000, mac: 'sm3' },
  'ecdsa-p256': { dialect: 'pbes2', prf: 'sha256', cipher: 'aes-256-cbc', iterations: 600_000, mac: 'sha256' },
};

/**
 * A PKCS#12 file (RFC 7292): a private key with its certificate and chain under one password. PBES2 for key and certificates,
 * and an HMAC over all; with SM3 and SM4 for an SM2 key, SHA-256 and AES for P-256, unless said otherwise. OpenSSL 3.0 reads SM2
 * files with `prf: 'sha256'`.
 * @param chain the issuers' certificates
 * @returns DER PFX
 * @throws GmError KEY_INVALID (key and certificate do not belong together), ARGUMENT_INVALID (iterations)
 * @example
 * import { createPkcs12, parsePkcs12 } from '@bedsign/gm';
 * const file = await createPkcs12({ pkcs8, certificate, chain: [ca.certificate], password: 'a long password' });
 * const { pkcs8: opened } = await parsePkcs12(file, 'a long password');
 */
export async function createPkcs12(request: {
  pkcs8: Uint8Array;
  certificate: Uint8Array;
  chain: readonly Uint8Array[];
  password: string;
  friendlyName?: string;
  options?: PbesOptions & { mac?: MacHash };
}): Promise<Uint8Array> {
  const { pkcs8, certificate, password, friendlyName } = request;
  const { publicKey } = await importSigningKey(pkcs8);
  if (!equalBytes(publicKey, parseCertificate(certificate).publicKey)) {
    throw new GmError('KEY_INVALID', 'the certificate is not of this key');
  }
  const { mac, ...options } = { ...usual[decodePrivateKey(pkcs8).algorithm], ...request.options };
  const label = { friendlyName, localKeyId: sm3(certificate).slice(0, 20) };
  const key = safeBag(oid.pkcs8ShroudedKeyBag, await encryptPrivateKey(pkcs8, password, options), label);
  const certificates = [certBag(certificate, label), ...request.chain.map((other) => certBag(other, {}))];
  const safe = sequence(await encryptedData(sequence(...certificates), password, options), data(sequence(key)));
  const parameters = { salt: randomBytes(16), iterations: Math.min(options.iterations, usualMacIterations) };
  const digestInfo = sequence(encode(hashIdentifier(mac)), octets(await pkcs12Mac(mac, password, parameters, safe)));
  const { salt, iterations } = parameters;
  const count = iterations === 1 ? new Uint8Array() : encodeInteger(BigInt(iterations)); // DEFAULT 1
  const macData = sequence(digestInfo, octets(salt), count);
  return sequence(encodeInteger(3n), data(safe), macData);
}
