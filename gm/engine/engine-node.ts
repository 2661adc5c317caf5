import { concat, fromHex } from '../bytes.ts';
import type { SmEngine } from './engine.ts';
import { smCryptoEngine } from './engine-sm-crypto.ts';

/** The part of node:crypto that is used; written out so that this room needs no Node types. */
type KeyHandle = object;
type Updating = { update(data: Uint8Array): unknown };
type NodeCrypto = {
  getHashes(): string[];
  createHash(name: string): Updating & { digest(): Uint8Array };
  createCipheriv(
    name: string,
    key: Uint8Array,
    iv: Uint8Array | null,
  ): { setAutoPadding(on: boolean): unknown; update(data: Uint8Array): Uint8Array };
  createPrivateKey(input: { key: Uint8Array; format: 'der'; type: 'pkcs8' }): KeyHandle;
  createPublicKey(input: { key: Uint8Array; format: 'der'; type: 'spki' }): KeyHandle;
  createSign(hash: string): Updating & { sign(key: KeyHandle): Uint8Array };
  createVerify(hash: string): Updating & { verify(key: KeyHandle, signature: Uint8Array): boolean };
  createECDH(curve: string): {
    generateKeys(): Uint8Array;
    setPrivateKey(key: Uint8Array): void;
    getPrivateKey(): Uint8Array;
    getPublicKey(): Uint8Array;
  };
};

// RFC 5208 PrivateKeyInfo { 0, {ecPublicKey, sm2}, ECPrivateKey { 1, d, [1] P } } and RFC 5280 SubjectPublicKeyInfo: all
// lengths are fixed, so the encodings are these prefixes and the key itself.
const pkcs8Prefix = fromHex('308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420');
const pkcs8Middle = fromHex('a144034200');
const spkiPrefix = fromHex('3059301306072a8648ce3d020106082a811ccf5501822d034200');

/** An own, exact-size copy: Node's small buffers share one pool. */
const copy = (bytes: Uint8Array) => Uint8Array.from(bytes);

function feed<T extends Updating>(sink: T, parts: readonly Uint8Array[]): T {
  for (const part of parts) sink.update(part);
  return sink;
}

/**
 * Node with OpenSSL. `createSign('sm3')` on an imported SM2 key signs e = SM3(what was fed), without adding Z, so feeding
 * Z‖M is a standard signature. A key straight from generateKeyPairSync would silently sign ECDSA, hence keys are always
 * imported from DER. Node cannot sign a bare digest or multiply a point: those stay with sm-crypto.
 */
const nodeEngine = (crypto: NodeCrypto): SmEngine => ({
  ...smCryptoEngine,
  name: 'node:crypto',
  sm3: (parts) => copy(feed(crypto.createHash('sm3'), parts).digest()),
  sm4EncryptBlock(key, block) {
    const cipher = crypto.createCipheriv('sm4-ecb', key, null);
    cipher.setAutoPadding(false);
    return copy(cipher.update(block));
  },
  // Node counts up in all 128 bits, which is the same as long as the last 32 do not overflow (sm4/gcm.ts bounds the length).
  sm4Ctr: (key, counter, data) => copy(crypto.createCipheriv('sm4-ctr', key, counter).update(data)),
  // OpenSSL draws d from [1, n-1]; n-1, which SM2 excludes, has a chance of 2^-256 and would be refused at its first use.
  generateKeyPair() {
    const ecdh = crypto.createECDH('SM2');
    const publicKey = copy(ecdh.generateKeys());
    const drawn = ecdh.getPrivateKey();
    const privateKey = new Uint8Array(32);
    privateKey.set(drawn, 32 - drawn.length);
    return { privateKey, publicKey };
  },
  publicKeyOf(privateKey) {
    const ecdh = crypto.createECDH('SM2');
    ecdh.setPrivateKey(privateKey);
    return copy(ecdh.getPublicKey());
  },
  signer(privateKey, publicKey) {
    const der = concat(pkcs8Prefix, privateKey, pkcs8Middle, publicKey);
    const key = crypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return (parts) => copy(feed(crypto.createSign('sm3'), parts).sign(key));
  },
  verify(parts, signature, publicKey) {
    const key = crypto.createPublicKey({ key: concat(spkiPrefix, publicKey), format: 'der', type: 'spki' });
    return feed(crypto.createVerify('sm3'), parts).verify(key, signature);
  },
});

type NodeGlobal = { process?: { getBuiltinModule?: (name: string) => unknown } };

/** The Node engine, or undefined in browsers and in Electron, whose BoringSSL has no SM algorithms. */
export function detectNodeEngine(): SmEngine | undefined {
  const found = (globalThis as NodeGlobal).process?.getBuiltinModule?.('node:crypto');
  if (!found) return undefined;
  const crypto = found as NodeCrypto;
  return crypto.getHashes().includes('sm3') ? nodeEngine(crypto) : undefined;
}
