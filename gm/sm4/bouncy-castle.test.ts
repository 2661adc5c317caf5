import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii, toHex } from '../bytes.ts';
import { areaLength } from '../engine/wasm.ts';
import { bouncyCastle } from '../judge/bouncy-castle.ts';
import { randomBytes } from '../random.ts';
import { sm4GcmEncrypt } from './gcm.ts';

type Case = [key: Uint8Array, iv: Uint8Array, aad: Uint8Array, text: Uint8Array];
const lines = (cases: Uint8Array[][]) => ascii(cases.map((fields) => fields.map(toHex).join(',')).join('\n'));
const sealed = (fields: Case) => [...fields, sm4GcmEncrypt(fields[0], fields[1], fields[3], fields[2])];

test('BouncyCastle seals alike in 10 000 cases: texts from 0 to 300 bytes, IVs and AADs of every length', async () => {
  const cases = Array.from({ length: 10_000 }, (_, round): Case => {
    const iv = randomBytes(round % 3 === 0 ? 12 : 1 + (round % 64));
    return [randomBytes(16), iv, randomBytes((round * 7) % 150), randomBytes(round % 301)];
  });
  const long = randomBytes(3 * areaLength + 5);
  cases.push([randomBytes(16), randomBytes(1024), long, long]);
  const verdict = await bouncyCastle('gcm', lines(cases.map(sealed)));
  assert(verdict.ok, verdict.text);
});

test('this judge can say no', async () => {
  const wrong = [randomBytes(16), randomBytes(12), randomBytes(5), randomBytes(5), randomBytes(21)];
  assert(!(await bouncyCastle('gcm', lines([wrong]))).ok);
});
