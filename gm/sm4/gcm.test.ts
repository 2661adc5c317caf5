import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex, toHex } from '../bytes.ts';
import { areaLength, wasm } from '../engine/wasm.ts';
import { GmError } from '../errors.ts';
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
  const memory = toHex(bytes);
  for (const trace of traces) assert(!memory.includes(trace), trace);
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
