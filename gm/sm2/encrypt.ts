import { encodeInteger, encodeTlv, readAll, readInteger, readOctets, readSingle, tag } from '../asn1/der.ts';
import { concat, equalBytes, fromBigInt, toBigInt } from '../bytes.ts';
import { engine } from '../engine/index.ts';
import { GmError } from '../errors.ts';
import { checkPrivateKey, checkPublicKey, isPublicKey } from './curve.ts';

const coordinateLimit = 1n << 256n;

/** GB/T 32918.4 §5.4.3: SM3(shared ‖ counter) for counter = 1, 2, … */
function deriveKey(shared: Uint8Array, length: number): Uint8Array {
  const stream = new Uint8Array(Math.ceil(length / 32) * 32);
  const counter = new Uint8Array(4);
  for (let block = 0; block * 32 < length; block++) {
    new DataView(counter.buffer).setUint32(0, block + 1);
    stream.set(engine.sm3([shared, counter]), block * 32);
  }
  return stream.subarray(0, length);
}

const xor = (a: Uint8Array, b: Uint8Array) => a.map((byte, index) => byte ^ (b[index] ?? 0));

const integrity = (shared: Uint8Array, plaintext: Uint8Array) =>
  engine.sm3([shared.subarray(0, 32), plaintext, shared.subarray(32)]);

/**
 * Encrypts to a public key (GB/T 32918.4 §6.1); DER SM2Cipher { x, y, hash, cipher } of GM/T 0009 §7.2.
 * `plaintext` must not be empty.
 */
export function sm2Encrypt(plaintext: Uint8Array, publicKey: Uint8Array): Uint8Array {
  checkPublicKey(publicKey);
  if (plaintext.length === 0) throw new GmError('ARGUMENT_INVALID', 'SM2 cannot encrypt an empty text');
  const { privateKey: k, publicKey: c1 } = engine.generateKeyPair();
  const shared = engine.multiply(publicKey, k).subarray(1);
  const stream = deriveKey(shared, plaintext.length);
  if (stream.every((byte) => byte === 0)) return sm2Encrypt(plaintext, publicKey); // §6.1 A5: t must not be zero
  return encodeTlv(
    tag.sequence,
    encodeInteger(toBigInt(c1.subarray(1, 33))),
    encodeInteger(toBigInt(c1.subarray(33))),
    encodeTlv(tag.octetString, integrity(shared, plaintext)),
    encodeTlv(tag.octetString, xor(plaintext, stream)),
  );
}

function parseCipher(der: Uint8Array) {
  const [x, y, hash, cipher, extra] = readAll(readSingle(der, tag.sequence).content);
  const coordinates = [readInteger(x), readInteger(y)];
  const parsed = { hash: readOctets(hash), text: readOctets(cipher) };
  if (extra || coordinates.some((value) => value >= coordinateLimit) || parsed.hash.length !== 32) {
    throw new GmError('ASN1_MALFORMED', 'not an SM2Cipher');
  }
  return { ...parsed, c1: concat(new Uint8Array([4]), ...coordinates.map((value) => fromBigInt(value, 32))) };
}

/** Inverse of {@link sm2Encrypt}. GmError ASN1_MALFORMED, or DECRYPTION_FAILED for another key or changed bytes. */
export function sm2Decrypt(cipherDer: Uint8Array, privateKey: Uint8Array): Uint8Array {
  checkPrivateKey(privateKey);
  const { c1, hash, text } = parseCipher(cipherDer);
  // §7.1 B1: a point off the curve would leak the private key bit by bit.
  if (!isPublicKey(c1) || text.length === 0) throw new GmError('DECRYPTION_FAILED', 'C1 is not on the curve');
  const shared = engine.multiply(c1, privateKey).subarray(1);
  const stream = deriveKey(shared, text.length);
  const plaintext = xor(text, stream);
  if (stream.every((byte) => byte === 0) || !equalBytes(integrity(shared, plaintext), hash)) {
    throw new GmError('DECRYPTION_FAILED', 'SM2 integrity value differs');
  }
  return plaintext;
}
