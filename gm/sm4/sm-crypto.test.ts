import assert from 'node:assert/strict';
import { test } from 'node:test';
import smCrypto from 'sm-crypto';
import { sm4 as sm4V2 } from 'sm-crypto-v2';
import { concat, toHex } from '../bytes.ts';
import { randomBytes } from '../random.ts';
import { sm4CbcEncrypt } from './cbc.ts';
import { sm4EcbEncrypt } from './ecb.ts';
import { sm4GcmEncrypt } from './gcm.ts';

test('ECB and CBC equal sm-crypto and sm-crypto-v2 at every length from 0 to 300', () => {
  for (let length = 0; length <= 300; length++) {
    const [key, iv, text] = [randomBytes(16), randomBytes(16), randomBytes(length)];
    const about = [key, iv, text].map(toHex).join(' ');
    const blocks = text.subarray(0, length - (length % 16));
    const ecb = toHex(sm4EcbEncrypt(key, blocks, 'none'));
    assert.equal(
      toHex(Uint8Array.from(smCrypto.sm4.encrypt(blocks, Array.from(key), { padding: 'none', output: 'array' }))),
      ecb,
      about,
    );
    if (length > 0) {
      const options = { mode: 'cbc', iv, output: 'array' } as const;
      assert.equal(toHex(sm4V2.encrypt(text, key, options)), toHex(sm4CbcEncrypt(key, iv, text)), about);
    }
  }
});

test('GCM equals sm-crypto-v2', () => {
  for (let round = 0; round < 2000; round++) {
    const [key, iv, associatedData] = [randomBytes(16), randomBytes(12), randomBytes((round * 7) % 70)];
    const text = randomBytes(1 + (round % 300));
    const options = { mode: 'gcm', iv, associatedData, outputTag: true, output: 'array' } as const;
    const { output, tag } = sm4V2.encrypt(text, key, options);
    const about = [key, iv, associatedData, text].map(toHex).join(' ');
    assert(tag);
    assert.equal(toHex(concat(output, tag)), toHex(sm4GcmEncrypt(key, iv, text, associatedData)), about);
  }
});
