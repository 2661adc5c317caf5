import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { toHex } from '@bedsign/contract';
import type { StuCrypto } from '@bedsign/drivers';

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
const numberOf = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes) || '0'}`);
const aes = (key: Uint8Array) => `aes-${key.length * 8}-ecb`;

/** Square and multiply. OpenSSL's own refuses a modulus of 128 bits, which is what these pads have. */
const modularPower: StuCrypto['modularPower'] = (base, exponent, modulus) => {
  const m = numberOf(modulus);
  let result = 1n % m;
  let square = numberOf(base) % m;
  for (let e = numberOf(exponent); e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % m;
    square = (square * square) % m;
  }
  return new Uint8Array(Buffer.from(result.toString(16).padStart(2 * modulus.length, '0'), 'hex'));
};

/** The algorithms of encrypting signature pads, from OpenSSL; drivers/ itself imports nothing. */
export const stuCrypto: StuCrypto = {
  random: (length) => new Uint8Array(randomBytes(length)),
  modularPower,
  aesDecrypt(key, blocks) {
    const decipher = createDecipheriv(aes(key), key, null).setAutoPadding(false);
    return new Uint8Array(Buffer.concat([decipher.update(blocks), decipher.final()]));
  },
  aesEncrypt(key, blocks) {
    const cipher = createCipheriv(aes(key), key, null).setAutoPadding(false);
    return new Uint8Array(Buffer.concat([cipher.update(blocks), cipher.final()]));
  },
  async rsaKeyPair() {
    const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const { n = '' } = publicKey.export({ format: 'jwk' });
    return {
      modulus: new Uint8Array(Buffer.from(n, 'base64url')),
      decrypt: (cipher) => new Uint8Array(privateDecrypt({ key: privateKey, ...oaep }, cipher)),
    };
  },
  rsaEncrypt(modulus, exponent, message) {
    const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
    const key = createPublicKey({
      key: { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) },
      format: 'jwk',
    });
    return new Uint8Array(publicEncrypt({ key, ...oaep }, message));
  },
};
