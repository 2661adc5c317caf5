import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { sm4GcmDecrypt, sm4GcmEncrypt } from './gcm.ts';
import { createGhash } from './ghash.ts';

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
  assert.throws(() => sm4GcmEncrypt(key, iv.subarray(1), plaintext), invalid);
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

test("GHASH equals that inside OpenSSL's AES-GCM, on random keys, texts and AADs", () => {
  for (let round = 0; round < 300; round++) {
    const aesKey = randomBytes(16);
    const text = randomBytes(round);
    const extra = randomBytes((round * 7) % 50);
    const aes = createCipheriv('aes-128-gcm', aesKey, iv).setAAD(extra);
    const ciphertext = Buffer.concat([aes.update(text), aes.final()]);
    const ecb = (block: Uint8Array) => createCipheriv('aes-128-ecb', aesKey, null).setAutoPadding(false).update(block);
    const ghash = createGhash(Uint8Array.from(ecb(new Uint8Array(16))));
    ghash.absorb(extra);
    ghash.absorb(ciphertext);
    const lengths = Buffer.alloc(16);
    lengths.writeUInt32BE(extra.length * 8, 4);
    lengths.writeUInt32BE(text.length * 8, 12);
    ghash.absorb(lengths);
    const mask = ecb(Buffer.concat([iv, Buffer.from([0, 0, 0, 1])]));
    assert.equal(toHex(ghash.digest().map((byte, index) => byte ^ (mask[index] ?? 0))), toHex(aes.getAuthTag()));
  }
});
