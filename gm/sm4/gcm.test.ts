import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import { ascii, concat, fromHex, toHex } from '../bytes.ts';
import { areaLength, wasm } from '../engine/wasm.ts';
import { GmError } from '../errors.ts';
import { bouncyCastle } from '../judge/bouncy-castle.ts';
import { randomBytes } from '../random.ts';
import { sm4EncryptBlock } from './block.ts';
import { sm4EcbEncrypt } from './ecb.ts';
import { sm4GcmDecrypt, sm4GcmEncrypt } from './gcm.ts';

const key = fromHex('0123456789abcdeffedcba9876543210');

// RFC 8998 appendix A.1
const iv = fromHex('00001234567800000000abcd');
const aad = fromHex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
const plaintext = fromHex([...'abcdefea'].map((digit) => digit.repeat(16)).join(''));
const sealed = fromHex(
  '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d' +
    '83de3541e4c2b58177e065a9bf7b62ec',
);

test('SM4-GCM: the vector of RFC 8998', () => {
  assert.deepEqual(sm4GcmEncrypt(key, iv, plaintext, aad), sealed);
  assert.deepEqual(sm4GcmDecrypt(key, iv, sealed, aad), plaintext);
});

const refused = (error: unknown) => error instanceof GmError && error.code === 'DECRYPTION_FAILED';

test('SM4-GCM: any changed byte of text, tag or AAD is refused, and so is any cut', () => {
  for (let index = 0; index < sealed.length; index++) {
    const changed = sealed.map((byte, at) => (at === index ? byte ^ 0x80 : byte));
    assert.throws(() => sm4GcmDecrypt(key, iv, changed, aad), refused);
    assert.throws(() => sm4GcmDecrypt(key, iv, sealed.subarray(0, index), aad), refused);
  }
  assert.throws(() => sm4GcmDecrypt(key, iv, sealed, aad.subarray(1)), refused);
  assert.throws(() => sm4GcmDecrypt(key, iv, sealed), refused);
});

test('SM4-GCM: lengths of key and IV are held', () => {
  const invalid = (error: unknown) => error instanceof GmError && error.code === 'ARGUMENT_INVALID';
  assert.throws(() => sm4GcmEncrypt(key.subarray(1), iv, plaintext), invalid);
  for (const length of [0, 1025]) assert.throws(() => sm4GcmEncrypt(key, new Uint8Array(length), plaintext), invalid);
});

test('BouncyCastle seals alike: every length around the batches, IVs and AADs of every length', async () => {
  const cases = Array.from({ length: 300 }, (_, length) => {
    const [key, iv] = [randomBytes(16), randomBytes(length % 3 === 0 ? 12 : 1 + (length % 64))];
    const [aad, text] = [randomBytes((length * 7) % 150), randomBytes(length)];
    return [key, iv, aad, text, sm4GcmEncrypt(key, iv, text, aad)];
  });
  const long = randomBytes(3 * areaLength + 5);
  cases.push([key, iv, long, long, sm4GcmEncrypt(key, iv, long, long)]);
  const lines = (all: Uint8Array[][]) => ascii(all.map((fields) => fields.map(toHex).join(',')).join('\n'));
  const verdict = await bouncyCastle('gcm', lines(cases));
  assert(verdict.ok, verdict.text);
  const changed = cases.slice(0, 1).map((fields) => [...fields.slice(0, 4), randomBytes(16)]);
  assert(!(await bouncyCastle('gcm', lines(changed))).ok);
});

test('the counter of GCM comes round in its last 32 bits and carries no further', () => {
  const { sm4ExpandKey, sm4Gctr, wipe, bytes, area } = wasm();
  const [counter, data] = [area + 128, area + 512];
  bytes.set(key, data);
  sm4ExpandKey(data, area, 0);
  bytes.set(fromHex('00112233445566778899aabbfffffffd'), counter);
  bytes.fill(0, data, data + 512);
  sm4Gctr(area, counter, data, 512);
  const stream = toHex(bytes.subarray(data, data + 512));
  wipe(area, 1024);
  const counters = Array.from({ length: 32 }, (_, index) => (0xfffffffd + index) % 2 ** 32);
  const blocks = counters.map((last) => fromHex(`00112233445566778899aabb${last.toString(16).padStart(8, '0')}`));
  assert.equal(stream, toHex(sm4EcbEncrypt(key, concat(...blocks), 'none')));
});

test('SM4-GCM leaves neither key, nor text, nor hash key in the engine, also when the tag differs', () => {
  const text = new Uint8Array(100_000).fill(0xa5);
  const box = sm4GcmEncrypt(key, iv, text, text);
  sm4GcmDecrypt(key, iv, box, text);
  assert.throws(() => sm4GcmDecrypt(key, iv, box), refused);
  const { bytes, area } = wasm();
  assert(bytes.subarray(area, area + areaLength).every((byte) => byte === 0));
  const hashKey = sm4EncryptBlock(key, new Uint8Array(16));
  const traces = ['a5a5a5a5', toHex(key.subarray(0, 4)), toHex(hashKey), toHex(hashKey.toReversed())];
  for (const trace of traces) assert(!toHex(bytes).includes(trace), trace);
});

test('SM4-GCM: round trip at every length around the blocks', () => {
  for (let length = 0; length < 70; length++) {
    const text = randomBytes(length);
    const extra = randomBytes(length % 37);
    const box = sm4GcmEncrypt(key, iv, text, extra);
    assert.equal(box.length, length + 16);
    assert.deepEqual(sm4GcmDecrypt(key, iv, box, extra), text);
  }
});

function ghash(h: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const { ghashInit, ghashUpdate, wipe, bytes, area } = wasm();
  bytes.set(h, area + 256);
  ghashInit(area, area + 256);
  for (const part of parts) {
    bytes.set(part, area + 256);
    ghashUpdate(area, area + 256, part.length);
  }
  const hash = bytes.slice(area, area + 16);
  wipe(area, areaLength);
  return hash;
}

test("GHASH equals that inside OpenSSL's AES-GCM, on random keys, texts and AADs", () => {
  for (let round = 0; round < 300; round++) {
    const aesKey = randomBytes(16);
    const text = randomBytes(round);
    const extra = randomBytes((round * 7) % 50);
    const aes = createCipheriv('aes-128-gcm', aesKey, iv).setAAD(extra);
    const ciphertext = Buffer.concat([aes.update(text), aes.final()]);
    const ecb = (block: Uint8Array) => createCipheriv('aes-128-ecb', aesKey, null).setAutoPadding(false).update(block);
    const lengths = Buffer.alloc(16);
    lengths.writeUInt32BE(extra.length * 8, 4);
    lengths.writeUInt32BE(text.length * 8, 12);
    const hash = ghash(ecb(new Uint8Array(16)), [extra, ciphertext, lengths]);
    const mask = ecb(Buffer.concat([iv, Buffer.from([0, 0, 0, 1])]));
    assert.equal(toHex(hash.map((byte, index) => byte ^ (mask[index] ?? 0))), toHex(aes.getAuthTag()));
  }
});
