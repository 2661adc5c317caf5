import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedAt, withChange } from '../test-kit/changes.ts';
import { refused } from '../test-kit/refused.ts';
import { encodeDeterministic } from './encoding.ts';
import {
  decodeEnvelope,
  decodeSignedEvidence,
  type EvidenceEnvelope,
  encodeEnvelope,
  encodeSignedEvidence,
  type SignedEvidence,
} from './envelope.ts';

const envelope: EvidenceEnvelope = {
  v: 1,
  alg: 'SM2-SM4-GCM',
  recipient: new Uint8Array(32),
  wrappedKey: new Uint8Array(120),
  iv: new Uint8Array(12),
  ciphertext: new Uint8Array(40),
};
const signed: SignedEvidence = {
  bundle: new Uint8Array(9),
  chipSignature: new Uint8Array(70),
  chipCertificate: new Uint8Array(500),
};

const misfits: [key: keyof EvidenceEnvelope, values: unknown[]][] = [
  ['v', [0, 2, '1']],
  ['alg', ['', 'sm2-sm4-gcm', 'SM2-SM4-CBC', null]],
  ['recipient', [new Uint8Array(31), new Uint8Array(33), 'x'.repeat(32)]],
  ['wrappedKey', ['', null, [1]]],
  ['iv', [new Uint8Array(11), new Uint8Array(16), null]],
  ['ciphertext', ['', null, {}]],
];

const kinds = [
  { name: 'envelope', value: envelope, encode: () => encodeEnvelope(envelope), decode: decodeEnvelope },
  { name: 'signed evidence', value: signed, encode: () => encodeSignedEvidence(signed), decode: decodeSignedEvidence },
];
for (const { name, value, encode, decode } of kinds)
  test(`${name}: round trip, and no key more or less`, () => {
    assert.deepEqual(decode(encode()), value);
    refused(() => decode(encodeDeterministic({ ...value, extra: 0 })), 'EVIDENCE_MALFORMED');
    for (const key of Object.keys(value)) {
      const without = withChange(value, key, undefined);
      refused(() => decode(encodeDeterministic(without)), 'EVIDENCE_MALFORMED', key);
    }
    for (const other of [null, [], 7, 'x', new Uint8Array(3)])
      refused(() => decode(encodeDeterministic(other)), 'EVIDENCE_MALFORMED');
  });

for (const [key, values] of misfits)
  test(`envelope: what does not fit ${key}`, () => {
    for (const value of values)
      refusedAt(() => decodeEnvelope(encodeDeterministic({ ...envelope, [key]: value })), key);
  });

test('signed evidence holds bytes only', () => {
  for (const key of Object.keys(signed))
    for (const value of ['', null, 1, [0]])
      refusedAt(() => decodeSignedEvidence(encodeDeterministic({ ...signed, [key]: value })), key);
});
