import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { checkDer } from '../asn1/check-der.ts';
import {
  encodeInteger,
  encodeOid,
  encodeTlv,
  readAll,
  readInteger,
  readOctets,
  readOid,
  readSingle,
  type Tlv,
  tag,
} from '../asn1/der.ts';
import { toBuffer } from '../asn1/structure.ts';
import { GmError } from '../errors.ts';
import { ciphers, dialects, type PbesCipher, type PbesDialect, type PbesPrf, prfs } from './scheme.ts';

// No schema of the library has PBES2-params (RFC 8018 A.4); hence by hand.

export type PbesParameters = {
  dialect: PbesDialect;
  prf: PbesPrf;
  cipher: PbesCipher;
  iterations: number;
  salt: Uint8Array;
  iv: Uint8Array;
};

/** A second of work: what comes out of a file must not stop the process. */
export const maximumIterations = 2_000_000;

const null_ = new Uint8Array([5, 0]);
const first = (oids: readonly string[]) => encodeOid(oids[0] ?? '');
const sequence = (...members: readonly Uint8Array[]) => encodeTlv(tag.sequence, ...members);
const octets = (bytes: Uint8Array) => encodeTlv(tag.octetString, bytes);

/** AlgorithmIdentifier { PBES2, { { PBKDF2, { salt, count, prf } }, { cipher, iv } } } (RFC 8018 A.2, A.4; GM/T 0091 A). */
export function encodeParameters(parameters: PbesParameters): AlgorithmIdentifier {
  const { schemes, kdfs } = dialects[parameters.dialect];
  const prf = sequence(first(prfs[parameters.prf].oids), null_);
  const derivation = sequence(octets(parameters.salt), encodeInteger(BigInt(parameters.iterations)), prf);
  const encryption = sequence(first(ciphers[parameters.cipher].oids), octets(parameters.iv));
  return new AlgorithmIdentifier({
    algorithm: schemes[0] ?? '',
    parameters: toBuffer(sequence(sequence(first(kdfs), derivation), encryption)),
  });
}

const unsupported = (what: string) => new GmError('ALGORITHM_UNSUPPORTED', `password-based encryption: ${what}`);

/** The members of a SEQUENCE, at least two of them. */
function members(element: Tlv | undefined): readonly [Tlv, Tlv, ...Tlv[]] {
  const [first, second, ...rest] = element ? readAll(readSingle(element.raw, tag.sequence).content) : [];
  if (!first || !second) throw new GmError('ASN1_MALFORMED', 'password-based encryption: not its parameters');
  return [first, second, ...rest];
}

const named = <Name extends string>(table: Record<Name, unknown>, matches: (name: Name) => boolean) =>
  (Object.keys(table) as Name[]).find(matches);

/** prf AlgorithmIdentifier with NULL or without parameters; absent it is the dialect's DEFAULT. */
function readPrf(identifier: Tlv | undefined, { defaultPrf }: (typeof dialects)[PbesDialect]): PbesPrf {
  if (!identifier) {
    if (defaultPrf) return defaultPrf;
    throw unsupported('PBKDF2 with HMAC-SHA-1');
  }
  const [type, parameters, extra] = readAll(readSingle(identifier.raw, tag.sequence).content);
  const found = readOid(type);
  const prf = named(prfs, (name) => prfs[name].oids.includes(found));
  if (!prf || extra || (parameters && parameters.tag !== 5)) throw unsupported(`PBKDF2 with ${found}`);
  return prf;
}

function readIterations(element: Tlv): number {
  const count = readInteger(element);
  if (count < 1n || count > maximumIterations)
    throw unsupported(`${count < 2n ** 64n ? count : 'too many'} iterations`);
  return Number(count);
}

/** Strict inverse of {@link encodeParameters}. GmError ALGORITHM_UNSUPPORTED for any scheme but those of the tables. */
export function decodeParameters({ algorithm, parameters }: AlgorithmIdentifier): PbesParameters {
  const dialect = named(dialects, (name) => dialects[name].schemes.includes(algorithm));
  if (!dialect || !parameters) throw unsupported(algorithm);
  const der = new Uint8Array(parameters);
  checkDer(der);
  const [derivation, encryption, extra] = members(readSingle(der, tag.sequence));
  const [kdf, kdfParameters, more] = members(derivation);
  const [cipherType, iv, another] = members(encryption);
  if (extra || more || another) throw unsupported('more members than there are');
  if (!dialects[dialect].kdfs.includes(readOid(kdf))) throw unsupported(`key derivation ${readOid(kdf)}`);
  const cipher = named(ciphers, (name) => ciphers[name].oids.includes(readOid(cipherType)));
  if (!cipher) throw unsupported(`cipher ${readOid(cipherType)}`);
  const [salt, iterations, ...rest] = members(kdfParameters);
  const keyLength = rest[0]?.tag === tag.integer ? readInteger(rest.shift()) : undefined;
  if (rest.length > 1) throw unsupported('more members than there are');
  if (keyLength !== undefined && keyLength !== BigInt(ciphers[cipher].keyLength)) throw unsupported('key length');
  const parsed = {
    prf: readPrf(rest[0], dialects[dialect]),
    iterations: readIterations(iterations),
    salt: readOctets(salt),
    iv: readOctets(iv),
  };
  if (parsed.iv.length !== 16) throw unsupported('an IV of other than 16 bytes');
  return { dialect, cipher, ...parsed };
}
