import assert from 'node:assert/strict';
import { test } from 'node:test';
import smCrypto from 'sm-crypto';
import { sm3 as sm3V2 } from 'sm-crypto-v2';
import { toHex } from '../bytes.ts';
import { randomBytes } from '../random.ts';
import { hmacSm3 } from './hmac.ts';
import { sm3 } from './sm3.ts';

test('SM3 equals sm-crypto and sm-crypto-v2 at every length from 0 to 300', () => {
  for (let length = 0; length <= 300; length++) {
    const data = randomBytes(length);
    assert.equal(smCrypto.sm3(data), toHex(sm3(data)), toHex(data));
    assert.equal(sm3V2(data), toHex(sm3(data)), toHex(data));
  }
});

test('HMAC-SM3 equals sm-crypto-v2', () => {
  for (let length = 0; length <= 300; length++) {
    const [key, data] = [randomBytes(1 + (length % 130)), randomBytes(length)];
    assert.equal(sm3V2(data, { key, mode: 'hmac' }), toHex(hmacSm3(key, data)), `${toHex(key)} ${toHex(data)}`);
  }
});
