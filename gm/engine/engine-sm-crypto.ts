import jsbn from 'jsbn';
import smCrypto from 'sm-crypto';
import curveUtils from 'sm-crypto/src/sm2/utils.js';
import { concat, fromHex, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import type { SmEngine } from './engine.ts';

const { sm2, sm4 } = smCrypto;
const counterChunk = 4096; // blocks of key stream at a time, which bounds the library's intermediate arrays

/**
 * A fresh key pair; also the ephemeral one of each signature. The library's own generator stretches one seed with RC4, so
 * it is fed from the platform instead: 40 bytes reduced modulo n-1 leave a bias below 2^-64 (FIPS 186-5 A.2.1).
 */
const freshPair = () => sm2.generateKeyPairHex(toHex(randomBytes(40)), 16);

function freshPoint() {
  const { privateKey, publicKey } = freshPair();
  return { k: new jsbn.BigInteger(privateKey, 16), x1: new jsbn.BigInteger(publicKey.slice(2, 66), 16) };
}

const sm3 = (parts: readonly Uint8Array[]) => fromHex(smCrypto.sm3(concat(...parts)));

const signDigest = (e: Uint8Array, privateKey: Uint8Array) =>
  fromHex(sm2.doSignature(Array.from(e), toHex(privateKey), { hash: false, der: true, pointPool: [freshPoint()] }));

const encryptBlocks = (key: Uint8Array, blocks: Uint8Array) =>
  Uint8Array.from(sm4.encrypt(blocks, Array.from(key), { padding: 'none', output: 'array' }));

function sm4Ctr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array {
  const output = Uint8Array.from(data);
  const first = new DataView(counter.buffer, counter.byteOffset).getUint32(12);
  for (let start = 0; start < data.length; start += counterChunk * 16) {
    const blocks = new Uint8Array(Math.ceil(Math.min(data.length - start, counterChunk * 16) / 16) * 16);
    const view = new DataView(blocks.buffer);
    for (let offset = 0; offset < blocks.length; offset += 16) {
      blocks.set(counter, offset);
      view.setUint32(offset + 12, first + (start + offset) / 16);
    }
    encryptBlocks(key, blocks)
      .subarray(0, data.length - start)
      .forEach((byte, index) => {
        output[start + index] = (output[start + index] ?? 0) ^ byte;
      });
  }
  return output;
}

function multiply(point: Uint8Array, scalar: Uint8Array): Uint8Array {
  const decoded = curveUtils.getGlobalCurve().decodePointHex(toHex(point));
  if (!decoded) throw new GmError('KEY_INVALID', 'not an uncompressed SM2 point');
  const product = decoded.multiply(new jsbn.BigInteger(toHex(scalar), 16));
  const coordinate = (value: { toBigInteger(): { toString(radix: number): string } }) =>
    value.toBigInteger().toString(16).padStart(64, '0');
  return fromHex(`04${coordinate(product.getX())}${coordinate(product.getY())}`);
}

/** sm-crypto: any runtime, no native code. Not constant-time and slow (50 signatures per second). */
export const smCryptoEngine: SmEngine = {
  name: 'sm-crypto',
  sm3,
  sm4EncryptBlock: encryptBlocks,
  sm4Ctr,
  generateKeyPair() {
    const { privateKey, publicKey } = freshPair();
    return { privateKey: fromHex(privateKey), publicKey: fromHex(publicKey) };
  },
  publicKeyOf: (privateKey) => fromHex(sm2.getPublicKeyFromPrivateKey(toHex(privateKey))),
  multiply,
  signDigest,
  signer: (privateKey) => (parts) => signDigest(sm3(parts), privateKey),
  verify: (parts, signature, publicKey) =>
    sm2.doVerifySignature(Array.from(sm3(parts)), toHex(signature), toHex(publicKey), { hash: false, der: true }),
};
