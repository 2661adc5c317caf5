import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeInteger, encodeOid, encodeTlv, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { ascii, concat, toHex } from '../bytes.ts';
import { encodeGenTime, readGenTime } from './gen-time.ts';
import { parseTimeStampInfo } from './info.ts';

const raw = (...bytes: number[]) => Uint8Array.from(bytes);
const sequence = (...members: Uint8Array[]) => encodeTlv(tag.sequence, ...members);
const time = (text: string) => encodeTlv(0x18, ascii(text));

const version = encodeInteger(1n);
const policy = encodeOid('1.2.3.4');
const hash = sequence(encodeOid(oid.sha256), raw(5, 0));
const imprint = sequence(hash, encodeTlv(tag.octetString, new Uint8Array(32).fill(7)));
const serial = encodeInteger(0x80n);
const genTime = time('20260304050607.1234Z');
const start = [version, policy, imprint, serial, genTime];

test('what other authorities write is read, also what this one never writes', () => {
  const accuracy = sequence(raw(0x81, 2, 1, 0xf4));
  const extension = (critical: boolean) =>
    sequence(encodeOid('1.2.3'), critical ? raw(1, 1, 0xff) : raw(), encodeTlv(tag.octetString, raw(5, 0)));
  const name = encodeTlv(tag.context0, encodeTlv(0xa4, sequence()));
  const full = (...extensions: Uint8Array[]) =>
    sequence(...start, accuracy, raw(1, 1, 0xff), raw(2, 1, 0x85), name, encodeTlv(tag.context1, ...extensions));
  const info = parseTimeStampInfo(full(extension(false)));
  assert.deepEqual(
    { ...info, imprint: toHex(info.imprint), tsa: toHex(info.tsa ?? raw()) },
    {
      policy: '1.2.3.4',
      hashAlgorithm: oid.sha256,
      imprint: '07'.repeat(32),
      serial: '0080',
      genTime: new Date('2026-03-04T05:06:07.123Z'),
      accuracy: { seconds: 0, millis: 0, micros: 500 },
      ordering: true,
      nonce: '85',
      tsa: 'a4023000',
      criticalExtension: false,
    },
  );
  assert(parseTimeStampInfo(full(extension(true), extension(false))).criticalExtension);
  const least = parseTimeStampInfo(sequence(...start));
  assert.deepEqual([least.accuracy, least.nonce, least.tsa, least.ordering], [undefined, undefined, undefined, false]);
});

test('what is no TSTInfo has a name for it', () => {
  const after = (...members: Uint8Array[]) => sequence(...start, ...members);
  const cases: Record<string, Uint8Array> = {
    'version 2': sequence(encodeInteger(2n), policy, imprint, serial, genTime),
    'no genTime': sequence(version, policy, imprint, serial),
    'UTCTime for genTime': sequence(version, policy, imprint, serial, encodeTlv(0x17, ascii('260304050607Z'))),
    'hash with parameters': sequence(version, policy, sequence(sequence(encodeOid(oid.sm3), serial)), serial, genTime),
    'millis of 1000': after(sequence(raw(0x80, 2, 3, 0xe8))),
    'micros before millis': after(sequence(raw(0x81, 1, 1, 0x80, 1, 1))),
    'negative seconds': after(sequence(raw(2, 1, 0x80))),
    'ordering FALSE written out': after(raw(1, 1, 0)),
    'nonce before accuracy': after(raw(2, 1, 1), sequence(raw(2, 1, 1))),
    'trailing member': after(raw(4, 0)),
    'trailing bytes': concat(after(), raw(0)),
    'extension without value': after(encodeTlv(tag.context1, sequence(encodeOid('1.2.3')))),
  };
  for (const [name, bytes] of Object.entries(cases))
    assert.throws(() => parseTimeStampInfo(bytes), { code: 'ASN1_MALFORMED' }, name);
});

test('genTime: shortest fraction, and nothing but UTC', () => {
  for (const iso of [
    '2026-03-04T05:06:07.000Z',
    '2026-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00.010Z',
    '9999-12-31T00:00:00.500Z',
  ]) {
    const der = encodeGenTime(Date.parse(iso));
    assert.match(String.fromCharCode(...der.subarray(2)), /^\d{14}(\.\d*[1-9])?Z$/);
    assert.equal(readGenTime(der.subarray(2)).toISOString(), iso);
  }
  const wrong = [
    '20260304050607',
    '20260304050607.0Z',
    '20260304050607.Z',
    '20260304050607.10Z',
    '20260304050607+0800',
  ];
  const impossible = ['20260230050607Z', '20261304050607Z', '20260304250607Z', '20260304050660Z', '202603040506Z', ''];
  for (const text of [...wrong, ...impossible, `2026030405060${'7'.repeat(100)}Z`])
    assert.throws(() => readGenTime(ascii(text)), { code: 'ASN1_MALFORMED' }, text);
});
