import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import { concat, toHex } from '../bytes.ts';
import { areaLength, wasm } from '../engine/wasm.ts';
import { readFile, run, withFiles } from '../judge/run.ts';
import { randomBytes } from '../random.ts';
import { sm4CbcDecrypt, sm4CbcEncrypt } from './cbc.ts';
import { sm4Ctr } from './ctr.ts';
import { sm4EcbDecrypt, sm4EcbEncrypt } from './ecb.ts';
import type { Padding } from './padding.ts';

function openssl(mode: string, key: Uint8Array, iv: Uint8Array | null, text: Uint8Array, padding: Padding): string {
  const cipher = createCipheriv(`sm4-${mode}`, key, iv).setAutoPadding(padding === 'pkcs7');
  return cipher.update(text, undefined, 'hex') + cipher.final('hex');
}

function compare(key: Uint8Array, iv: Uint8Array, text: Uint8Array): void {
  const about = () => `${[key, iv].map(toHex).join(' ')} ${text.length > 400 ? text.length : toHex(text)}`;
  const paddings: Padding[] = text.length % 16 === 0 ? ['pkcs7', 'none'] : ['pkcs7'];
  for (const padding of paddings) {
    const ecb = sm4EcbEncrypt(key, text, padding);
    assert.equal(toHex(ecb), openssl('ecb', key, null, text, padding), about());
    assert.equal(toHex(sm4EcbDecrypt(key, ecb, padding)), toHex(text), about());
    const cbc = sm4CbcEncrypt(key, iv, text, padding);
    assert.equal(toHex(cbc), openssl('cbc', key, iv, text, padding), about());
    assert.equal(toHex(sm4CbcDecrypt(key, iv, cbc, padding)), toHex(text), about());
  }
  assert.equal(toHex(sm4Ctr(key, iv, text)), openssl('ctr', key, iv, text, 'none'), about());
}

test('ECB, CBC and CTR equal OpenSSL in 35 000 cases each: every length from 0 to 300, at any alignment', () => {
  const pool = randomBytes(1 << 20);
  for (let round = 0; round < 35_000; round++) {
    const start = Math.floor(Math.random() * (pool.length - 400));
    const slice = (from: number, length: number) => pool.subarray(start + from, start + from + length);
    compare(slice(0, 16), slice(16, 16), slice(32, round % 301));
  }
});

test('ECB, CBC and CTR equal OpenSSL beyond the input area', () => {
  for (const length of [areaLength - 512, areaLength - 511, areaLength, 3 * areaLength + 16, 3 * areaLength + 77]) {
    compare(randomBytes(16), randomBytes(16), randomBytes(length));
  }
});

test('the counter of CTR carries through all its bits', () => {
  for (let ones = 1; ones <= 16; ones++) {
    const [key, counter, text] = [randomBytes(16), new Uint8Array(16).fill(0xff, 16 - ones), randomBytes(400)];
    assert.equal(toHex(sm4Ctr(key, counter, text)), openssl('ctr', key, counter, text, 'none'));
  }
});

test('the OpenSSL command line encrypts to the same', async () => {
  for (const length of [0, 1, 15, 16, 17, 300, 100_000]) {
    const [key, iv, text] = [randomBytes(16), randomBytes(16), randomBytes(length)];
    const ours = { ecb: sm4EcbEncrypt(key, text), cbc: sm4CbcEncrypt(key, iv, text), ctr: sm4Ctr(key, iv, text) };
    await withFiles([text], async ([file = '']) => {
      for (const [mode, expected] of Object.entries(ours)) {
        const initial = mode === 'ecb' ? [] : ['-iv', toHex(iv)];
        const options = [`-sm4-${mode}`, '-K', toHex(key), ...initial, '-in', file, '-out', `${file}.${mode}`];
        const { ok, text: said } = await run('openssl', ['enc', ...options]);
        assert(ok, said);
        assert.equal(toHex(await readFile(`${file}.${mode}`)), toHex(expected), `${mode}, ${length} bytes`);
      }
    });
  }
});

// OpenSSL before 3.2 has no SM4-GCM; what SM4 and AES share in GCM is judged on AES.
test("GHASH equals that inside OpenSSL's AES-GCM, on random keys, texts and AADs", () => {
  for (let round = 0; round < 5000; round++) {
    const [key, iv, text] = [randomBytes(16), randomBytes(12), randomBytes(round % 301)];
    const aad = randomBytes((round * 7) % 50);
    const aes = createCipheriv('aes-128-gcm', key, iv).setAAD(aad);
    const ciphertext = concat(aes.update(text), aes.final());
    const ecb = (block: Uint8Array) => createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(block);
    const lengths = new DataView(new ArrayBuffer(16));
    lengths.setUint32(4, aad.length * 8);
    lengths.setUint32(12, text.length * 8);
    const hash = ghash(ecb(new Uint8Array(16)), [aad, ciphertext, new Uint8Array(lengths.buffer)]);
    const mask = ecb(concat(iv, new Uint8Array([0, 0, 0, 1])));
    assert.equal(toHex(hash.map((byte, index) => byte ^ (mask[index] ?? 0))), toHex(aes.getAuthTag()), toHex(key));
  }
});

function ghash(h: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const { ghashInit, ghashUpdate, wipe, bytes, area } = wasm();
  const data = area + 256;
  bytes.set(h, data);
  ghashInit(area, data);
  for (const part of parts) {
    bytes.set(part, data);
    ghashUpdate(area, data, part.length);
  }
  const hash = bytes.slice(area, area + 16);
  wipe(area, areaLength);
  return hash;
}
