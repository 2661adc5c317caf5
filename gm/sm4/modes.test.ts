import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '../bytes.ts';
import { areaLength, wasm } from '../engine/wasm.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { randomBytes } from '../random.ts';
import { sm4EncryptBlock } from './block.ts';
import { sm4CbcDecrypt, sm4CbcEncrypt } from './cbc.ts';
import { sm4Ctr } from './ctr.ts';
import { sm4EcbDecrypt, sm4EcbEncrypt } from './ecb.ts';

const key = fromHex('0123456789abcdeffedcba9876543210');
const refuses = (code: GmErrorCode) => (error: unknown) => error instanceof GmError && error.code === code;

test('SM4: the published vector, once and a million times', () => {
  let block = sm4EncryptBlock(key, key);
  assert.equal(toHex(block), '681edf34d206965e86b3e94f536e4246');
  for (let round = 1; round < 1_000_000; round++) block = sm4EncryptBlock(key, block);
  assert.equal(toHex(block), '595298c7c6fd271f0402f804c33d3f66');
});

test('what ECB, CBC and CTR encrypt they decrypt, at every length around the batches and beyond the input area', () => {
  const lengths = Array.from({ length: 300 }, (_, length) => length);
  for (const length of [...lengths, areaLength - 512, areaLength, 3 * areaLength + 77]) {
    const [key, iv, text] = [randomBytes(16), randomBytes(16), randomBytes(length + 1).subarray(1)];
    assert.equal(toHex(sm4EcbDecrypt(key, sm4EcbEncrypt(key, text))), toHex(text), `${length} bytes`);
    assert.equal(toHex(sm4CbcDecrypt(key, iv, sm4CbcEncrypt(key, iv, text))), toHex(text), `${length} bytes`);
    assert.equal(toHex(sm4Ctr(key, iv, sm4Ctr(key, iv, text))), toHex(text), `${length} bytes`);
  }
});

test('wrong padding of every kind is one and the same failure', () => {
  const endings = ['00', '11', '80', 'ff', '0102', '020302', `${'10'.repeat(14)}0f10`, `11${'10'.repeat(15)}`];
  const iv = randomBytes(16);
  const messages = endings.map((ending) => {
    const text = concatEnding(fromHex(ending));
    const ciphertext = sm4CbcEncrypt(key, iv, text, 'none');
    assert.throws(() => sm4EcbDecrypt(key, sm4EcbEncrypt(key, text, 'none')), refuses('DECRYPTION_FAILED'), ending);
    return thrown(() => sm4CbcDecrypt(key, iv, ciphertext));
  });
  for (const cut of [0, 1, 15, 17]) messages.push(thrown(() => sm4CbcDecrypt(key, iv, new Uint8Array(cut))));
  assert.deepEqual(new Set(messages), new Set(['DECRYPTION_FAILED: SM4 decryption failed']));
});

/** Two blocks of 0xee that end as told. */
function concatEnding(ending: Uint8Array): Uint8Array {
  const text = new Uint8Array(32).fill(0xee);
  text.set(ending, 32 - ending.length);
  return text;
}

function thrown(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof GmError) return `${error.code}: ${error.message}`;
  }
  return 'nothing';
}

test('every count of padding from 1 to 16 comes off', () => {
  for (let length = 0; length < 16; length++) {
    const text = new Uint8Array(length).fill(16 - length); // text that looks like padding stays
    assert.deepEqual(sm4EcbDecrypt(key, sm4EcbEncrypt(key, text)), text);
  }
});

test('lengths of key, IV and unpadded text are held', () => {
  const short = new Uint8Array(15);
  const block = new Uint8Array(16);
  for (const work of [
    () => sm4EcbEncrypt(short, block),
    () => sm4EcbEncrypt(key, short, 'none'),
    () => sm4EncryptBlock(key, short),
    () => sm4EncryptBlock(key, new Uint8Array(32)),
    () => sm4CbcEncrypt(short, block, block),
    () => sm4CbcEncrypt(key, short, block),
    () => sm4CbcEncrypt(key, block, short, 'none'),
    () => sm4CbcDecrypt(key, short, block),
    () => sm4Ctr(short, block, block),
    () => sm4Ctr(key, short, block),
  ]) {
    assert.throws(work, refuses('ARGUMENT_INVALID'));
  }
});

test('neither keys nor texts stay in the engine, also when decryption fails', () => {
  const text = new Uint8Array(100_000).fill(0xa5);
  const iv = new Uint8Array(16).fill(0x5a);
  sm4CbcDecrypt(key, iv, sm4CbcEncrypt(key, iv, text));
  sm4EcbDecrypt(key, sm4EcbEncrypt(key, text));
  sm4Ctr(key, iv, text);
  assert.throws(() => sm4CbcDecrypt(key, iv, text.subarray(0, 4096)), refuses('DECRYPTION_FAILED'));
  const { bytes, area } = wasm();
  assert(bytes.subarray(area, area + areaLength).every((byte) => byte === 0));
  const memory = toHex(bytes);
  for (const trace of ['a5a5a5a5', '5a5a5a5a', toHex(key.subarray(0, 4))]) assert(!memory.includes(trace), trace);
});
